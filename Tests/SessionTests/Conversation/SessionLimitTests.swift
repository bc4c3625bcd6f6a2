import Session
import SimulatedPhone
import SyncML
import Testing

/// Sessions that do not end, take long, or begin with the wrong version (protocol.md 2.8 and 2.11).
struct SessionLimitTests {
    private typealias S = Stimulus
    private static let man = "./DevInfo/Man"

    @Test("After 200 messages of the server the phone aborts, and that is an outcome of its own")
    func endless() throws {
        var conversation = try Conversation()
        try conversation.begin()
        for _ in 1...SessionMachine.mostMessages {
            let lines = try conversation.server(S.get("5", Self.man))
            #expect(lines.count == 3)
        }
        let lines = try conversation.server(S.get("5", Self.man))
        #expect(lines == ["S(0)=200", "S(5)=215", "A(3)=1223", "end: endless"])
        #expect(SessionMachine.mostMessages == 200)
    }

    @Test("A phone that takes long says so in a message without status and Final, and answers afterwards")
    func requestPending() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let pending = try conversation.lines(of: conversation.machine.requestPending())
        #expect(pending == ["A(1)=1224 {Reversed-Domain-Name:com.microsoft.mdm.requestpending=1}", "no Final"])
        let ending = conversation.machine.acknowledge(nil)
        #expect(ending == nil)
        let lines = try conversation.server(S.get("5", Self.man))
        #expect(lines == ["S(0)=200", "S(5)=200", "R(5) \(Self.man)=MicrosoftMDG"])
        #expect(conversation.last?.header?.messageID == "3")
    }

    @Test("A server may abort while the phone works, and may not be kept waiting for ever")
    func requestPendingEnds() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let abort = Message(commands: [.alert(Alert(id: "1", code: .sessionAbort))])
        let ending = conversation.machine.acknowledge(abort)
        #expect(ending == .abortedByServer)
        for _ in 2...SessionMachine.mostMessages {
            let ending = conversation.machine.acknowledge(nil)
            #expect(ending == nil)
        }
        let end = conversation.machine.acknowledge(nil)
        #expect(end.map(Conversation.end) == "end: endless")
    }

    @Test("A server that answers package 1 with an error is tried once in DM 1.1")
    func olderVersion() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let older = conversation.machine.beginInOlderVersion(conversation.phone)
        let lines = try conversation.lines(of: try #require(older))
        #expect(lines == conversation.packageOne())
        #expect(conversation.last?.version == .v1_1 && conversation.last?.header?.verProto == "DM/1.1")
        #expect(conversation.last?.header?.messageID == "1")
        let oldest = conversation.machine.beginInOlderVersion(conversation.phone)
        #expect(oldest == nil)
    }

    @Test("No older version where the account forbids it, or the server has answered already")
    func noOlderVersion() throws {
        var forbidden = try Conversation { $0.backCompatRetryDisabled = true }
        try forbidden.begin()
        let none = forbidden.machine.beginInOlderVersion(forbidden.phone)
        #expect(none == nil)
        var answered = try Conversation()
        try answered.begin()
        _ = try answered.server(S.get("5", Self.man))
        let late = answered.machine.beginInOlderVersion(answered.phone)
        #expect(late == nil)
    }

    @Test("A server that refuses the version of the header gets package 1 in DM 1.1", arguments: [505, 513])
    func versionIsRefused(_ code: Int) throws {
        var conversation = try Conversation()
        try conversation.begin()
        let lines = try conversation.server(S.status("SyncHdr", code))
        #expect(lines == ["S(0)=200"] + conversation.packageOne(from: 2))
        #expect(conversation.last?.version == .v1_1 && conversation.last?.header?.messageID == "2")
        let again = try conversation.server(S.status("SyncHdr", code))
        #expect(again == ["end: versionNotSupported"])
    }

    @Test("A refused version is the end where the account forbids the older one")
    func versionIsRefusedForGood() throws {
        var conversation = try Conversation { $0.backCompatRetryDisabled = true }
        try conversation.begin()
        let lines = try conversation.server(S.status("SyncHdr", 505))
        #expect(lines == ["end: versionNotSupported"])
    }

    @Test("A server that refuses the header with another code ends the session", arguments: [400, 403, 406, 500])
    func headerIsRefused(_ code: Int) throws {
        var conversation = try Conversation()
        try conversation.begin()
        let lines = try conversation.server(S.status("SyncHdr", code) + S.get("5", Self.man))
        #expect(lines == ["end: refused"])
    }
}
