import SyncML
import Testing
import XML

/// Binary messages that people have published, most with the same message as XML beside them.
struct WBXMLCaptureTests {
    static let files = Captures.files(endingWith: ".wbxml")
    static let pairs = files.filter { !Captures.bytes(twin(of: $0)).isEmpty }

    private static func twin(of file: String) -> String { String(file.dropLast(6)) + ".xml" }

    @Test(.enabled(if: !files.isEmpty, "there is no folder ../shared/captures here"))
    func `every published binary message is read`() throws {
        #expect(Self.files.count == 17)
        for file in Self.files {
            let reading = try WBXMLReader().read(Captures.bytes(file))
            #expect(reading.message.header?.messageID.isEmpty == false, "\(file)")
            #expect(!reading.message.commands.isEmpty, "\(file)")
            let again = try WBXMLReader().read(WBXMLWriter().write(reading.message))
            #expect(again.message.withTextForMarkup == reading.message.withTextForMarkup, "\(file)")
        }
    }

    @Test(.enabled(if: !pairs.isEmpty, "there is no folder ../shared/captures here"), arguments: pairs)
    func `a binary message is the message that its twin is`(file: String) throws {
        let binary = try WBXMLReader().read(Captures.bytes(file))
        let text = try MessageReader().read(Captures.bytes(Self.twin(of: file)))
        #expect(binary.message.withPlainMarkup.commands == text.message.withPlainMarkup.commands)
        #expect(binary.message.withPlainMarkup == text.message.withPlainMarkup)
    }

    @Test(.enabled(if: !pairs.isEmpty, "there is no folder ../shared/captures here"), arguments: pairs)
    func `a binary message has the elements of its twin, also those that mean nothing here`(file: String) throws {
        let binary = try WBXMLDocument.read(Captures.bytes(file))
        let text = try XMLElement.read(Captures.bytes(Self.twin(of: file)))
        #expect(Self.outline(binary) == Self.outline(text))
    }

    private static func outline(_ element: XMLElement) -> String {
        let text = element.text.split { $0.isWhitespace }.joined(separator: " ")
        return "(\(element.name) \(text)\(element.elements.map { outline($0) }.joined()))"
    }

    @Test(.enabled(if: !files.isEmpty, "there is no folder ../shared/captures here"))
    func `the public identifiers of a client's test data are wrong, which is noted`() throws {
        let wrong = Self.files.filter { $0.hasPrefix("072-") }
        #expect(wrong.count == 4)
        for file in wrong {
            let reading = try WBXMLReader().read(Captures.bytes(file))
            #expect(
                reading.tolerances.contains { $0.kind == .publicID } == !file.contains("/01-"), "\(file)")
            #expect(reading.message.version == (file.contains("dm11") ? .v1_1 : .v1_2), "\(file)")
        }
    }

    @Test(.enabled(if: !files.isEmpty, "there is no folder ../shared/captures here"))
    func `every published text is the same message when it is written as WBXML`() throws {
        let reader = WBXMLReader()
        var count = 0
        for file in Captures.files() {
            let bytes = Captures.bytes(file)
            guard let reading = try? MessageReader().read(bytes) else { continue }
            let binary = try reader.read(WBXMLWriter().write(reading.message)).message
            count += 1
            if binary.withTextForMarkup == reading.message.withTextForMarkup { continue }
            #expect(binary.withPlainMarkup == reading.message.withPlainMarkup, "\(file)")
        }
        print("WBXMLCaptureTests:", count)
        #expect(count > 150)
    }
}
