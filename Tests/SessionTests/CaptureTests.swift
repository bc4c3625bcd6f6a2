import Foundation
import PINReset
import Session
import SimulatedPhone
import SyncML
import Testing
import XML

/// Every server message of the captures: a well-formed one gets a reply, any other an error that says where.
@Suite(.enabled(if: CaptureFiles.isThere, "no ../shared/captures beside the package: the captures are not walked"))
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

    @Test("Most of the captures are messages, some are documents of another kind, some are no XML")
    func kinds() throws {
        var counts: [String: Int] = [:]
        for path in CaptureFiles.serverMessages {
            counts[try CaptureFiles.kind(of: path), default: 0] += 1
        }
        print("captures:", counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        #expect(counts["message", default: 0] > 100)
        #expect(counts["not well-formed", default: 0] > 20)
        #expect(counts["another root", default: 0] > 20)
    }
}
