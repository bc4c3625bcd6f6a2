import SimulatedPhone
import Testing

/// RemoteWipe (csp.md 11.1 and C16).
struct RemoteWipeTests {
    private typealias S = Stimulus

    private static let root = "./Vendor/MSFT/RemoteWipe"

    @Test(
        "Exec is accepted, and the phone is whole until its answer has gone; then the job wipes it",
        arguments: ["doWipe", "DoWipe", "doWipePersistProvisionedData", "doWipeProtected"])
    func wipe(_ node: String) throws {
        var exchange = try Exchange()
        let before = exchange.phone
        #expect(try exchange.send(S.exec("2", "\(Self.root)/\(node)", "1")) == ["S(2)=200"])
        #expect(exchange.phone.lockScreen == before.lockScreen && exchange.phone.jobs.map(\.csp) == ["RemoteWipe"])
        let begun = exchange.phone.advanceJobs(exchange.environment)
        let ended = exchange.phone.advanceJobs(exchange.environment)
        #expect(begun?.hasEnded == false && ended?.hasEnded == true)
        #expect(exchange.phone.effects == [.wiped] && exchange.phone.deviceID == before.deviceID)
        #expect(exchange.phone.lockScreen.pin == nil && exchange.phone.join == nil && exchange.phone.jobs.isEmpty)
    }

    @Test("The server may ask for more in the session; a wipe that is asked for twice comes once")
    func session() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let wipe = S.exec("2", "\(Self.root)/doWipe") + S.exec("3", "\(Self.root)/doWipe")
        #expect(try conversation.server(wipe) == ["S(0)=200", "S(2)=200", "S(3)=200"])
        #expect(
            try conversation.server(S.get("2", "./DevInfo/Man"))
                == ["S(0)=200", "S(2)=200", "R(2) ./DevInfo/Man=MicrosoftMDG"])
        #expect(try conversation.server("") == ["end: completed"])
        #expect(conversation.phone.enrolled != nil && conversation.phone.jobs.count == 1)
    }

    @Test("What an Atomic takes back is not done")
    func atomic() throws {
        var exchange = try Exchange()
        let wipe = S.exec("3", "\(Self.root)/doWipe")
        #expect(
            try exchange.send(S.atomic("2", wipe, S.replace("4", "./DevInfo/Man", "chr", "x")))
                == ["S(2)=507", "S(3)=216", "S(4)=405"])
        #expect(exchange.phone.jobs.isEmpty)
    }

    @Test("doWipeProtected came with version 1703; the actions can only be executed")
    func builds() throws {
        var old = try Exchange(.version1607)
        let protected = S.exec("2", "\(Self.root)/doWipeProtected")
        #expect(try old.send(protected + S.exec("3", "\(Self.root)/doWipe")) == ["S(2)=404", "S(3)=200"])
        var exchange = try Exchange()
        #expect(
            try exchange.send(
                S.get("2", Self.root) + S.get("3", "\(Self.root)/doWipe")
                    + S.replace("4", "\(Self.root)/doWipe", "chr", "1"))
                == [
                    "S(2)=200", "S(3)=405", "S(4)=405",
                    "R(2) \(Self.root)=doWipe/doWipePersistProvisionedData/doWipeProtected (node)",
                ])
        #expect(exchange.phone.jobs.isEmpty)
    }
}
