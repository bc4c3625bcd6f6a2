import SyncML
import Testing
import XML

struct WBXMLRoundTripTests {
    /// A random message with what only WBXML can carry as well: octets, and text with zeros.
    private static func message(_ random: inout RandomMessages) -> Message {
        let message = random.message()
        var generator = random.generator
        defer { random.generator = generator }
        return message.mapItems { item in
            switch Int.random(in: 0..<10, using: &generator) {
            case 0:
                item.meta = item.meta ?? Meta()
                item.meta?.format = .bin
                item.data = .bytes(
                    (0..<Int.random(in: 0...200, using: &generator)).map { UInt8(truncatingIfNeeded: $0) })
            case 1: item.data = .bytes([0xFF, UInt8.random(in: 0...255, using: &generator), 0])
            case 2: item.data = .text("\u{0}a\u{0}é")
            default: break
            }
        }
    }

    @Test func `what is written reads back equal`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("WBXMLRoundTripTests seed:", seed)
        var random = RandomMessages(seed: seed)
        let reader = WBXMLReader()
        for round in 0..<400 {
            let message = Self.message(&random)
            let bytes = WBXMLWriter().write(message)
            let reading = try reader.read(bytes)
            #expect(reading.message == message.withTextForMarkup, "seed \(seed), round \(round)")
            let again = WBXMLWriter().write(reading.message)
            #expect(try reader.read(again).message == reading.message, "seed \(seed), round \(round)")
        }
    }

    @Test func `both forms of a message are read as the same one`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("WBXMLRoundTripTests seed:", seed)
        var random = RandomMessages(seed: seed)
        for round in 0..<300 {
            let message = random.message().withTextForMarkup
            let binary = try WBXMLReader().read(WBXMLWriter().write(message))
            let text = try MessageReader().read(MessageWriter().write(message))
            #expect(binary.message == text.message, "seed \(seed), round \(round)")
            #expect(binary.places.count == text.places.count, "seed \(seed), round \(round)")
            let kinds = text.tolerances.map(\.kind.rawValue).filter { $0 != "layout" }
            #expect(binary.tolerances.map(\.kind.rawValue).sorted() == kinds.sorted(), "seed \(seed), round \(round)")
        }
    }

    @Test func `a message cut off at any octet is an error at its end or before`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("WBXMLRoundTripTests seed:", seed)
        var random = RandomMessages(seed: seed)
        for _ in 0..<10 {
            let bytes = WBXMLWriter().write(Self.message(&random))
            for count in 0..<min(bytes.count, 2000) {
                guard let error = error(in: Array(bytes[..<count])) else {
                    Issue.record("seed \(seed): \(count) of \(bytes.count) octets were read as a message")
                    continue
                }
                #expect(error.code == .wbxml(.truncated) && error.place <= .octet(count), "seed \(seed): \(error)")
            }
        }
    }

    @Test func `flipping octets gives a reading or an error, never anything else`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("WBXMLRoundTripTests seed:", seed)
        var random = RandomMessages(seed: seed)
        var generator = RandomMessages.Generator(state: seed)
        let reader = WBXMLReader()
        var counts = (read: 0, refused: 0)
        for _ in 0..<1000 {
            var bytes = WBXMLWriter().write(Self.message(&random))
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            do throws(SyncMLError) {
                _ = WBXMLWriter().write(try reader.read(bytes).message)
                counts.read += 1
            } catch {
                counts.refused += 1
                #expect(error.place <= .octet(bytes.count), "seed \(seed)")
            }
        }
        #expect(counts.read > 30 && counts.refused > 30)
    }
}
