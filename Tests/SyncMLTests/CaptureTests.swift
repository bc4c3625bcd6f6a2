import SyncML
import Testing
import XML

/// Reads every message of the project's files, and of those that people have published.
struct CaptureTests {
    @Test(arguments: Captures.all)
    func `every message is read or refused with its place`(_ collection: Captures.Collection) {
        let (notWellFormed, fragments) = collection.oddFiles()
        #expect(notWellFormed.count >= collection.notWellFormed && fragments.count >= collection.fragments)
        let reader = MessageReader()
        var counts = (read: 0, refused: 0, otherRoot: 0)
        for file in collection.files() {
            let bytes = collection.bytes(file)
            do throws(SyncMLError) {
                let readings = try reader.readAll(bytes)
                counts.read += 1
                #expect(!readings.isEmpty, "\(file)")
                #expect(!notWellFormed.contains(file), "\(file)")
                for reading in readings { check(reading, reader, file) }
            } catch {
                #expect(error.place.line > 0 && error.place.column > 0 && !error.message.isEmpty, "\(file)")
                switch error.code {
                case .wrongRoot, .missingBody: counts.otherRoot += 1
                case .secondMessage, .wbxml: Issue.record("\(file) \(error)")
                case .xml:
                    counts.refused += 1
                    let isOdd = notWellFormed.contains(file) || fragments.contains(file)
                    #expect(isOdd || bytes.count < 50, "\(file) \(error)")
                }
            }
        }
        #expect(counts.read >= collection.read && counts.otherRoot >= collection.otherRoot)
    }

    /// What was read can be written and read again, and every command has its place.
    private func check(_ reading: MessageReading, _ reader: MessageReader, _ file: String) {
        func count(_ commands: [Command]) -> Int {
            commands.reduce(0) { sum, command in
                guard case .container(let container) = command else { return sum + 1 }
                return sum + 1 + count(container.commands)
            }
        }
        #expect(reading.places.count == count(reading.message.commands), "\(file)")
        #expect(reading.places == reading.places.sorted(), "\(file)")
        let again = try? reader.read(MessageWriter().write(reading.message))
        #expect(again?.message == reading.message, "\(file)")
    }

    @Test(arguments: Captures.all)
    func `the messages of a desktop are written back byte for byte`(_ collection: Captures.Collection) throws {
        let wires = collection.files(endingWith: ".wire.xml").map { ($0, collection.bytes($0)) }
        let messages = wires.filter { $0.1.starts(with: Array("<SyncML".utf8)) }
        #expect(messages.count == 2)
        for (file, bytes) in messages {
            let reading = try MessageReader().read(bytes)
            #expect(reading.tolerances == [], "\(file)")
            #expect(MessageWriter().write(reading.message) == bytes, "\(file)")
        }
    }
}
