import Session
import SimulatedPhone
import SyncML
import Testing

/// How a session goes on and ends (protocol.md 2.1, 2.5, 2.6 and 9.1 to 9.6). The ids are the rows of protocol.md 9.
struct SessionCourseTests {
    private typealias S = Stimulus
    private static let man = "./DevInfo/Man"
    private static let unenroll = "./Vendor/MSFT/DMClient/Provider/Lab/Unenroll"

    @Test("HDR-05: the phone counts its messages by itself and keeps the session")
    func messageIDs() throws {
        var conversation = try Conversation()
        try conversation.begin()
        for number in 1...3 {
            let lines = try conversation.server(S.status("SyncHdr", 200) + S.get("7", Self.man))
            #expect(lines == ["S(0)=200", "S(7)=200", "R(7) \(Self.man)=MicrosoftMDG"])
            let header = try #require(conversation.last?.header)
            #expect(header.messageID == String(number + 1) && header.sessionID == "1")
            #expect(header.target == Conversation.address)
        }
        // A server that copies the phone's MsgID, or counts otherwise, changes nothing of the phone's count.
        let header = S.header(session: "1", message: 77)
        let text = S.document(header, S.get("2", Self.man) + "<Final/>")
        _ = try conversation.receive(try Exchange.read(Array(text.utf8)))
        #expect(conversation.last?.header?.messageID == "5")
        for case .status(let status) in conversation.last?.commands ?? [] { #expect(status.messageRef == "77") }
    }

    @Test("HDR-07: a message of nothing but statuses ends the session, and nothing is sent")
    func nothingMore() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let lines = try conversation.server(S.status("SyncHdr", 200) + S.status("Alert", 200, to: "2", id: "2"))
        #expect(lines == ["end: completed"])
        #expect(conversation.sent.count == 1)
    }

    @Test("HDR-08: an empty answer ends the session without error")
    func emptyAnswer() throws {
        let conversation = try Conversation()
        #expect(conversation.machine.receiveNothing() == .completed)
    }

    @Test("HDR-16: a message of another session is not run and ends this one")
    func wrongSession() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let before = conversation.phone
        let name = "./DevDetail/Ext/Microsoft/DeviceName"
        let lines = try conversation.server(S.replace("2", name, "chr", "new"), session: "2")
        #expect(lines == ["end: wrongSession"])
        #expect(conversation.phone == before)
    }

    @Test("A message without header ends the session")
    func missingHeader() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let lines = try conversation.receive(Message(commands: [.alert(Alert(id: "2", code: 1222))]))
        #expect(lines == ["end: missingHeader"])
    }

    @Test("A server that speaks neither version gets 513 or 505 with those that the phone speaks")
    func unknownVersion() throws {
        var conversation = try Conversation()
        try conversation.begin()
        var message = Message(
            header: Header(
                verProto: "DM/9.9", sessionID: "1", messageID: "1", target: "a", source: Conversation.address),
            commands: [.alert(Alert(id: "2", code: 1222))])
        let lines = try conversation.receive(message)
        #expect(lines == ["S(0)=513 {DM/1.2} {DM/1.1}"])
        message.header?.verProto = "DM/1.2"
        message.header?.verDTD = "9.9"
        let more = try conversation.receive(message)
        #expect(more == ["S(0)=505 {1.2} {1.1}"])
    }

    @Test("GET-20: a user's node is refused in a session while nobody is signed in")
    func nobodySignedIn() throws {
        var conversation = try Conversation()
        conversation.phone.setLoginStatus(.none)
        try conversation.begin()
        let node = RemoteLock.policy("PINComplexity/MinimumPINLength", scope: "./User")
        let lines = try conversation.server(S.add("2", node, "int", "6") + S.get("3", node))
        #expect(lines == ["S(0)=200", "S(2)=405", "S(3)=405"])
    }

    @Test("EXE-07: the Exec that ends the account gets no status; the session is dropped")
    func serverEndsTheAccount() throws {
        var conversation = try Conversation(on: .notJoined)
        try conversation.begin()
        let name = "./DevDetail/Ext/Microsoft/DeviceName"
        let lines = try conversation.server(
            S.replace("2", name, "chr", "before") + S.exec("3", Self.unenroll) + S.replace("4", name, "chr", "after"))
        #expect(lines == ["end: unenrollmentRequested"])
        #expect(conversation.phone.effects == [.unenrollmentRequested])
        #expect(conversation.phone.enrolled?.isUnenrolling == true)
        var exchange = try Exchange(.notJoined)
        exchange.phone = conversation.phone
        #expect(try exchange.value(of: name) == "before")
    }

    @Test("UNE-02: the session after it tells of the end with alert 1226")
    func lastSession() throws {
        var conversation = try Conversation(on: .notJoined)
        try conversation.begin()
        _ = try conversation.server(S.sequence("2", S.exec("3", Self.unenroll)))
        var next = try Conversation(on: conversation.phone)
        let lines = try next.begin()
        #expect(lines == next.packageOne(alerts: ["1226 {com.microsoft:mdm.unenrollment.userrequest=1 (int)}"]))
        let end = try next.server(S.status("SyncHdr", 200))
        #expect(end == ["end: completed"])
        #expect(next.phone.effects.isEmpty)
    }

    @Test("A phone that is joined to Azure AD refuses to be unenrolled, and the session goes on")
    func joinedPhoneStays() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let lines = try conversation.server(S.exec("2", Self.unenroll) + S.get("3", Self.man))
        #expect(lines == ["S(0)=200", "S(2)=500", "S(3)=200", "R(3) \(Self.man)=MicrosoftMDG"])
        #expect(conversation.phone.enrolled?.isUnenrolling == false)
    }

    @Test(
        "ALT-12, ALT-13: alerts that are not for a phone get 406, those of a session 200",
        arguments: [
            (1300, 406), (1299, 406), (1224, 406), (1226, 406), (1100, 406), (1222, 200), (1225, 200), (1200, 200),
        ])
    func alerts(_ code: Int, _ status: Int) throws {
        var conversation = try Conversation()
        try conversation.begin()
        let lines = try conversation.server(S.alert("5", code))
        #expect(lines == ["S(0)=200", "S(5)=\(status)"])
    }

    @Test("ALT-15: when the server aborts, nothing of its message is run and nothing is sent")
    func serverAborts() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let before = conversation.phone
        let name = "./DevDetail/Ext/Microsoft/DeviceName"
        let lines = try conversation.server(S.replace("2", name, "chr", "new") + S.alert("3", 1223))
        #expect(lines == ["end: abortedByServer"])
        #expect(conversation.phone == before && conversation.sent.count == 1)
    }

    @Test("ALT-16: the phone aborts with alert 1223 and Final, beside the statuses of what it does not run")
    func phoneAborts() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let text = S.document(S.header(session: "1", message: 1), S.sequence("8", S.get("9", Self.man)) + "<Final/>")
        let message = try Exchange.read(Array(text.utf8))
        let lines = try conversation.lines(of: conversation.machine.abort(answering: message))
        #expect(lines == ["S(0)=200", "S(8)=215", "S(9)=215", "A(4)=1223", "end: abortedByPhone"])
        #expect(conversation.last?.header?.messageID == "2")
    }

    @Test("ALT-16: the phone aborts before the server has said anything")
    func phoneAbortsAtOnce() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let lines = try conversation.lines(of: conversation.machine.abort())
        #expect(lines == ["A(1)=1223", "end: abortedByPhone"])
    }

    @Test("ALT-19: a server that does not know the login status is served all the same")
    func loginStatusIsRefused() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let lines = try conversation.server(
            S.status("SyncHdr", 200) + S.status("Alert", 406, to: "3", id: "2") + S.get("5", Self.man))
        #expect(lines == ["S(0)=200", "S(5)=200", "R(5) \(Self.man)=MicrosoftMDG"])
    }

    @Test("LOB-13: what the Meta of a header holds beside the two limits is ignored")
    func headerMeta() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let meta = S.metaField("MaxMsgSize", "no number") + S.metaField("EMI", "x") + "<Colour>red</Colour>"
        let lines = try conversation.server(S.get("5", Self.man), meta: meta)
        #expect(lines == ["S(0)=200", "S(5)=200", "R(5) \(Self.man)=MicrosoftMDG"])
    }

    @Test("The next messages go where RespURI says; the server's name stays")
    func responseURI() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let other = "https://other.example.test/session/17"
        _ = try conversation.server(S.get("5", Self.man), responseURI: other)
        _ = try conversation.server(S.get("5", Self.man))
        #expect(conversation.sent.map(\.url) == [Conversation.address, other, other])
        #expect(conversation.last?.header?.target == Conversation.address)
    }

    @Test("A command that wipes the phone is answered, and the session ends with that answer")
    func wiped() throws {
        var conversation = try Conversation(on: .changed { $0.lockAndResetPINWithoutRecovery = .wipe })
        try conversation.begin()
        let lines = try conversation.server(S.exec("4", RemoteLock.resetPIN))
        #expect(lines == ["S(0)=200", "S(4)=200", "end: wiped"])
        #expect(conversation.phone.effects == [.wiped] && conversation.phone.enrolled == nil)
    }

    @Test("A phone that wrong PINs wiped in the middle of a session runs nothing more of it")
    func wipedByPerson() throws {
        var conversation = try Conversation()
        try conversation.begin()
        let policies = "./Device/Vendor/MSFT/Policy/Config/DeviceLock"
        _ = try conversation.server(
            S.replace("2", "\(policies)/DevicePasswordEnabled", "int", "0")
                + S.replace("3", "\(policies)/MaxDevicePasswordFailedAttempts", "int", "4"))
        conversation.phone.lock()
        let wrong = PIN("000000")
        while conversation.phone.enrolled != nil {
            _ = conversation.phone.unlock(with: wrong, now: Exchange.start)
        }
        let wiped = conversation.phone
        let name = "./DevDetail/Ext/Microsoft/DeviceName"
        #expect(try conversation.server(S.replace("4", name, "chr", "new")) == ["end: wiped"])
        #expect(conversation.phone == wiped)
    }

    @Test("What one message wants done outside is forgotten with the next, whatever becomes of that")
    func effectsAreOfOneMessage() throws {
        var conversation = try Conversation()
        try conversation.begin()
        _ = try conversation.server(S.exec("2", RemoteLock.lock))
        #expect(conversation.phone.effects == [.screenLocked])
        _ = try conversation.server(S.alert("3", 1223))
        #expect(conversation.phone.effects.isEmpty)
    }
}
