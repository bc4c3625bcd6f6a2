import SyncML
import Testing
import XML

struct RoundTripTests {
    @Test func `what is written reads back equal, on one line and indented`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("RoundTripTests seed:", seed)
        var random = RandomMessages(seed: seed)
        let reader = MessageReader()
        for round in 0..<500 {
            let message = random.message()
            let wire = MessageWriter().write(message)
            let comment = Comment(rawValue: "seed \(seed), round \(round): \(String(decoding: wire, as: UTF8.self))")
            let reading = try reader.read(wire)
            #expect(reading.message == message, comment)
            #expect(try reader.read(MessageWriter(style: .pretty).write(message)).message == message, comment)
            #expect(MessageWriter().write(reading.message) == wire, comment)
        }
    }

    @Test func `cutting or flipping bytes gives a reading or an error, never anything else`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("RoundTripTests seed:", seed)
        var random = RandomMessages(seed: seed)
        var generator = RandomMessages.Generator(state: seed)
        let reader = MessageReader()
        var errors = 0
        for _ in 0..<2000 {
            var bytes = MessageWriter().write(random.message())
            for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                if Bool.random(using: &generator) {
                    bytes[index] = UInt8.random(in: 0...255, using: &generator)
                } else {
                    bytes.removeSubrange(index..<min(bytes.count, index + 20))
                }
            }
            do throws(SyncMLError) {
                let readings = try reader.readAll(bytes)
                for reading in readings { _ = MessageWriter().write(reading.message) }
            } catch {
                errors += 1
                #expect(error.place.line > 0 && error.place.column > 0, "seed \(seed)")
            }
        }
        #expect(errors > 0)
    }
}
