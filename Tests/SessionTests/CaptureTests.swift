import Foundation
import PINReset
import Session
import SimulatedPhone
import SyncML
import Testing
import XML

/// Every server message of the project's files and the captures: a well-formed one gets a reply, any other an error that says where.
@Suite("Messages in files")
struct CaptureTests {
    @Test("A reply or an error with line and column", arguments: CaptureFiles.serverMessages)
    func walk(_ path: String) throws {
        let bytes = try CaptureFiles.bytes(of: path)
        let readings: [MessageReading]
        do {
            readings = try MessageReader().readAll(bytes)
        } catch {
            #expect(error.place.line > 0 && error.place.column > 0, "\(path): \(error)")
            #expect(!error.message.isEmpty)
            return
        }
        var phone = try Exchange().phone
        for reading in readings {
            let reply = CaptureFiles.reply(to: reading.message, phone)
            phone = reply.phone
            #expect(!reply.answer.statuses.isEmpty)
            let read = try Exchange.read(Exchange.write(reply.message))
            #expect(read == reply.message, "\(path)")
        }
    }

    @Test(
        "Most of the files are messages, some are documents of another kind, some are no XML",
        arguments: CaptureFiles.folders)
    func kinds(_ folder: String, _ least: [String: Int]) throws {
        var counts: [String: Int] = [:]
        for path in CaptureFiles.serverMessages(in: URL(filePath: folder)) {
            counts[try CaptureFiles.kind(of: path), default: 0] += 1
        }
        for (kind, count) in least { #expect(counts[kind, default: 0] >= count, "\(kind)") }
    }
}
