import Session
import SimulatedPhone
import SyncML
import Testing

/// The phone's outbox: alerts that package 1 carries until the server has acknowledged them (design, *Jobs*).
struct OutboxTests {
    private static let first = GenericAlert(type: "com.example.first", format: "int", data: "0", source: "./Vendor/X")
    private static let second = GenericAlert(type: "com.example.second", format: "chr", data: "done")

    /// A phone with both alerts.
    private static func phone() throws -> Phone {
        var phone = try Conversation.phone()
        phone.report(first)
        phone.report(second)
        return phone
    }

    private static func status(_ command: String, _ code: Int, message: Int = 1, _ name: String = "Alert") -> String {
        "<Status><CmdID>9</CmdID><MsgRef>\(message)</MsgRef><CmdRef>\(command)</CmdRef><Cmd>\(name)</Cmd>"
            + "<Data>\(code)</Data></Status>"
    }

    @Test("Package 1 carries the alerts in order, between the login status and DevInfo")
    func carried() throws {
        var conversation = try Conversation(on: Self.phone())
        let lines = try conversation.begin()
        #expect(
            lines
                == conversation.packageOne(alerts: [
                    "1226 {./Vendor/X com.example.first=0 (int)}", "1226 {com.example.second=done (chr)}",
                ]))
    }

    @Test(
        "A Status for an alert takes it out of the outbox, whatever its code; nothing else does",
        arguments: [
            (status("4", 200), [second]), (status("5", 202), [first]), (status("4", 200) + status("5", 500), []),
            (status("4", 412), [second]), (status("4", 401), [first, second]), (status("4", 407), [first, second]),
            (status("4", 200, message: 2), [first, second]), (status("3", 200), [first, second]),
            (status("4", 200, "Replace"), [first, second]), ("", [first, second]),
        ])
    func acknowledged(_ body: String, _ left: [GenericAlert]) throws {
        var conversation = try Conversation(on: Self.phone())
        try conversation.begin()
        _ = try conversation.server(body)
        #expect(conversation.phone.outbox.entries.map(\.alert) == left)
        // The next session carries what is left, and nothing that was acknowledged.
        var next = try Conversation(on: conversation.phone)
        let alerts = try next.begin().filter { $0.contains("=1226") }
        #expect(alerts.count == left.count)
        for (line, alert) in zip(alerts, left) { #expect(line.contains(alert.type)) }
    }

    @Test("A Status in a later message of the session counts as well")
    func later() throws {
        var conversation = try Conversation(on: Self.phone())
        try conversation.begin()
        _ = try conversation.server(Stimulus.get("2", "./DevInfo/Man"), final: false)
        _ = try conversation.server(Self.status("4", 200))
        #expect(conversation.phone.outbox.entries.map(\.alert) == [Self.second])
    }

    @Test("What comes into the outbox during a session waits for the next one, and no Status of this one is for it")
    func meanwhile() throws {
        var conversation = try Conversation(on: Self.phone())
        try conversation.begin()
        conversation.phone.report(GenericAlert(type: "com.example.third", format: "int", data: "3"))
        _ = try conversation.server(Self.status("4", 200) + Self.status("5", 200) + Self.status("6", 200))
        #expect(conversation.phone.outbox.entries.map(\.alert.type) == ["com.example.third"])
    }

    @Test("A server that asks for a credential gets package 1 again with the alerts, and its Status for those counts")
    func challenged() throws {
        var conversation = try Conversation(
            SessionStart(),
            on: {
                var phone = try Conversation.phone { account in
                    account.clientCredential = AccountCredential(scheme: .basic, name: "phone", secret: "secret")
                }
                phone.report(Self.first)
                return phone
            }())
        try conversation.begin()
        let challenge =
            "<Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Chal><Meta>"
            + "<Format xmlns=\"syncml:metinf\">b64</Format><Type xmlns=\"syncml:metinf\">syncml:auth-basic</Type></Meta></Chal>"
            + "<Data>407</Data></Status>"
        let lines = try conversation.server(challenge + Self.status("4", 407))
        #expect(lines.contains("A(4)=1226 {./Vendor/X com.example.first=0 (int)}"))
        #expect(conversation.phone.outbox.entries.count == 1)
        _ = try conversation.server(Self.status("4", 200, message: 2))
        #expect(conversation.phone.outbox.entries.isEmpty)
    }

    @Test("A server that does not show the credential that the account asks for acknowledges nothing")
    func stranger() throws {
        var phone = try Conversation.phone { account in
            account.serverCredential = AccountCredential(scheme: .md5, name: "Lab", secret: "secret", nonce: "bm9uY2U=")
        }
        phone.report(Self.first)
        var conversation = try Conversation(on: phone)
        try conversation.begin()
        _ = try conversation.server(Self.status("4", 200) + Stimulus.get("2", "./DevInfo/Man"))
        #expect(conversation.phone.outbox.entries.count == 1)
    }

    @Test("An alert that the device reports by itself wants a session, once")
    func wantsSession() throws {
        var phone = try Conversation.phone()
        phone.report(Self.first)
        #expect(!phone.outbox.wantsSession)
        phone.report(Self.second, startingSession: true)
        #expect(phone.outbox.wantsSession)
        let conversation = try Conversation(on: phone)
        #expect(!conversation.phone.outbox.wantsSession && conversation.phone.outbox.entries.count == 2)
    }
}
