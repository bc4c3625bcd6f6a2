import ManagementTree
import Session
import SimulatedPhone
import SyncML
import Testing

/// Package 1 beside that of a desktop, of our own writing and captured where that is at hand, byte for byte but for what the two devices say of themselves.
@Suite("The sessions of a desktop")
struct SessionCaptureTests {
    static let folders =
        ["desktop"] + (CaptureFiles.areCapturesThere ? ["001-fleet-ngrok-dump-desktop-19043"] : [])

    @Test(
        "The first message of a session, and the one that tells of the end of the account",
        arguments: folders, [("09", false), ("11", true)])
    func packageOne(_ folder: String, _ message: (file: String, isUnenrolling: Bool)) throws {
        let captured = try CaptureFiles.bytes(of: "\(folder)/\(message.file)-device.wire.xml")
        let read = try Exchange.read(captured)
        let header = try #require(read.header)
        var values: [String: String] = [:]
        for case .access(let replace) in read.commands {
            for item in replace.items { values[item.source ?? ""] = item.data?.text }
        }
        let profile = PhoneProfile.changed { profile in
            profile.platform = .desktop
            profile.edition = 0x30
            profile.manufacturer = values["./DevInfo/Man"] ?? ""
            profile.model = values["./DevInfo/Mod"] ?? ""
            profile.language = values["./DevInfo/Lang"] ?? ""
        }
        let number = try #require(UInt16(header.sessionID))
        var conversation = try Conversation(on: profile, lastSession: number - 1) { account in
            account.addresses = [header.target]
        }
        conversation.phone.enrolled?.isUnenrolling = message.isUnenrolling
        try conversation.begin()
        let sent = try #require(conversation.sent.first)
        let text = String(decoding: sent.bytes, as: UTF8.self)
            .split(separator: conversation.phone.deviceID, omittingEmptySubsequences: false)
            .joined(separator: header.source)
        #expect(text == String(decoding: captured, as: UTF8.self))
        #expect(values["./DevInfo/DevId"] == header.source && values.count == 5)
    }

    @Test("The answers of the server end the sessions", arguments: folders, ["10", "12"])
    func answers(_ folder: String, _ file: String) throws {
        let message = try Exchange.read(try CaptureFiles.bytes(of: "\(folder)/\(file)-server.xml"))
        let header = try #require(message.header)
        let number = try #require(UInt16(header.sessionID))
        var conversation = try Conversation(lastSession: number - 1)
        try conversation.begin()
        let lines = try conversation.receive(message)
        #expect(lines == ["end: completed"])
    }
}
