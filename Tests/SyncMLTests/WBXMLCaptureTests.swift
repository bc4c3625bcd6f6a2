import SyncML
import Testing
import XML

/// Binary messages of the project's files and of those that people have published, most with the same message as XML
/// beside them.
struct WBXMLCaptureTests {
    /// A binary file and the text beside it.
    struct Pair: Sendable, CustomTestStringConvertible {
        var collection: Captures.Collection
        var file: String

        var binary: [UInt8] { collection.bytes(file) }
        var text: [UInt8] { collection.bytes(twin(of: file)) }
        var testDescription: String { file }
    }

    static let pairs = Captures.all.flatMap { collection in
        collection.files(endingWith: ".wbxml").map { Pair(collection: collection, file: $0) }
    }.filter { !$0.text.isEmpty }

    private static func twin(of file: String) -> String { String(file.dropLast(6)) + ".xml" }

    @Test(arguments: Captures.all)
    func `every binary message is read`(_ collection: Captures.Collection) throws {
        let files = collection.files(endingWith: ".wbxml")
        #expect(files.count == collection.binary)
        for file in files {
            let reading = try WBXMLReader().read(collection.bytes(file))
            #expect(reading.message.header?.messageID.isEmpty == false, "\(file)")
            #expect(!reading.message.commands.isEmpty, "\(file)")
            let again = try WBXMLReader().read(WBXMLWriter().write(reading.message))
            #expect(again.message.withTextForMarkup == reading.message.withTextForMarkup, "\(file)")
        }
    }

    @Test(arguments: pairs)
    func `a binary message is the message that its twin is`(_ pair: Pair) throws {
        let binary = try WBXMLReader().read(pair.binary)
        let text = try MessageReader().read(pair.text)
        #expect(binary.message.withPlainMarkup.commands == text.message.withPlainMarkup.commands)
        #expect(binary.message.withPlainMarkup == text.message.withPlainMarkup)
    }

    @Test(arguments: pairs)
    func `a binary message has the elements of its twin, also those that mean nothing here`(_ pair: Pair) throws {
        let binary = try WBXMLDocument.read(pair.binary)
        let text = try XMLElement.read(pair.text)
        #expect(Self.outline(binary) == Self.outline(text))
    }

    private static func outline(_ element: XMLElement) -> String {
        let text = element.text.split { $0.isWhitespace }.joined(separator: " ")
        return "(\(element.name) \(text)\(element.elements.map { outline($0) }.joined()))"
    }

    @Test(arguments: Captures.all)
    func `a wrong public identifier is noted`(_ collection: Captures.Collection) throws {
        let files = collection.files(endingWith: ".wbxml").filter { $0.hasPrefix(collection.wrongIdentifiers) }
        #expect(files.count == collection.wrongIdentifierCount)
        for file in files {
            let reading = try WBXMLReader().read(collection.bytes(file))
            let isWrong = file.hasPrefix("072-") ? !file.contains("/01-") : file.contains("wrong-public-id")
            #expect(reading.tolerances.contains { $0.kind == .publicID } == isWrong, "\(file)")
            #expect(reading.message.version == (file.contains("dm11") ? .v1_1 : .v1_2), "\(file)")
        }
    }

    @Test(arguments: Captures.all)
    func `every text is the same message when it is written as WBXML`(_ collection: Captures.Collection) throws {
        let reader = WBXMLReader()
        var count = 0
        for file in collection.files() {
            let bytes = collection.bytes(file)
            guard let reading = try? MessageReader().read(bytes) else { continue }
            let binary = try reader.read(WBXMLWriter().write(reading.message)).message
            count += 1
            if binary.withTextForMarkup == reading.message.withTextForMarkup { continue }
            #expect(binary.withPlainMarkup == reading.message.withPlainMarkup, "\(file)")
        }
        #expect(count >= collection.asBinary)
    }
}
