import Session
import SimulatedPhone
import SyncML
import Testing

/// How a session begins (protocol.md 2.1 and 9.1).
struct PackageOneTests {
    @Test("HDR-01: a session begins with one message of version, session, device, alerts and DevInfo")
    func packageOne() throws {
        var conversation = try Conversation()
        let lines = try conversation.begin()
        #expect(
            lines == [
                "A(2)=1201", "A(3)=1224 {com.microsoft/MDM/LoginStatus=user}",
                "Replace(4) ./DevInfo/DevId=\(conversation.phone.deviceID)", "Replace(4) ./DevInfo/Man=MicrosoftMDG",
                "Replace(4) ./DevInfo/Mod=Lumia 950", "Replace(4) ./DevInfo/DmV=1.3", "Replace(4) ./DevInfo/Lang=en-US",
            ])
        let header = try #require(conversation.last?.header)
        #expect(header.verDTD == "1.2" && header.verProto == "DM/1.2")
        #expect(header.sessionID == "1" && header.messageID == "1")
        #expect(header.target == Conversation.address && header.source == conversation.phone.deviceID)
        #expect(header.credential == nil && header.meta == nil)
        #expect(conversation.sent.map(\.url) == [Conversation.address])
    }

    @Test("HDR-02: the ids of package 1 count up and none is 0")
    func ids() throws {
        var start = SessionStart()
        start.userToken = "token"
        var phone = try Conversation.phone()
        phone.report(GenericAlert(type: "com.example.note", format: "int", data: "7"))
        var conversation = try Conversation(start, on: phone)
        try conversation.begin()
        #expect(conversation.last?.commands.map(\.id) == ["2", "3", "4", "5", "6"])
    }

    @Test(
        "HDR-04: a session for a notification has its id in hexadecimal and begins with alert 1200",
        arguments: [PhoneProfile.lumia950, .desktop], [(0x00AB, "AB"), (0x0001, "1"), (0xFFFF, "FFFF")])
    func notification(_ profile: PhoneProfile, _ row: (number: UInt16, text: String)) throws {
        var start = SessionStart()
        start.initiator = .server(row.number)
        var conversation = try Conversation(on: profile, start)
        let lines = try conversation.begin()
        #expect(lines == conversation.packageOne(begin: 1200))
        #expect(conversation.last?.header?.sessionID == row.text)
        // The phone's own count goes on where it was.
        #expect(try Conversation(on: conversation.phone).machine.sessionID == "1")
    }

    @Test("A profile may have decimal ids for servers that read them so", arguments: [(9, "10"), (30, "31")])
    func decimalSessionID(_ last: UInt16, _ expected: String) throws {
        var profile = PhoneProfile.lumia950
        profile.sessionIDs = .decimal
        #expect(try Conversation(on: profile, lastSession: last).machine.sessionID == expected)
    }

    @Test(
        "VER-02: SessionID is decimal on a desktop until SyncApplicationVersion is 2.0, else hexadecimal",
        arguments: [
            (PhoneProfile.lumia950, false, "1F"), (.lumia950, true, "1F"), (.desktop, false, "31"),
            (.desktop, true, "1F"),
        ])
    func sessionID(_ profile: PhoneProfile, _ hasVersion2: Bool, _ expected: String) throws {
        let conversation = try Conversation(on: profile, lastSession: 30) { account in
            account.hasApplicationVersion2 = hasVersion2
        }
        #expect(conversation.machine.sessionID == expected)
    }

    @Test("VER-02: what a server writes to SyncApplicationVersion counts from the next session on")
    func versionIsWritten() throws {
        var conversation = try Conversation(on: .desktop, lastSession: 9)
        try conversation.begin()
        let node = "./Vendor/MSFT/DMClient/Provider/Lab/SyncApplicationVersion"
        let lines = try conversation.server(Stimulus.add("2", node, "chr", "2.0"))
        #expect(lines == ["S(0)=200", "S(2)=200"])
        #expect(conversation.last?.header?.sessionID == "10")
        let end = try conversation.server("")
        #expect(end == ["end: completed"])
        let next = try Conversation(on: conversation.phone)
        #expect(next.machine.sessionID == "B")
    }

    @Test("The session after the last of sixteen bits is the first again")
    func sessionNumberWraps() throws {
        let last = try Conversation(lastSession: .max - 1)
        #expect(last.machine.sessionID == "FFFF")
        #expect(try Conversation(on: last.phone).machine.sessionID == "1")
    }

    @Test("Who is signed in is said at the beginning", arguments: Phone.LoginStatus.allCases)
    func loginStatus(_ status: Phone.LoginStatus) throws {
        var conversation = try Conversation()
        conversation.phone.setLoginStatus(status)
        let lines = try conversation.begin()
        #expect(lines[1] == "A(3)=1224 {com.microsoft/MDM/LoginStatus=\(status.rawValue)}")
        #expect(lines.count == 7)
    }

    @Test(
        "The token of the Azure AD user goes along while that user is signed in", arguments: Phone.LoginStatus.allCases)
    func userToken(_ status: Phone.LoginStatus) throws {
        var start = SessionStart()
        start.userToken = "header.body.signature"
        var conversation = try Conversation(start)
        conversation.phone.setLoginStatus(status)
        let lines = try conversation.begin()
        let token = "1224 {com.microsoft/MDM/AADUserToken=header.body.signature}"
        #expect(lines == conversation.packageOne(alerts: status == .user ? [token] : []))
    }

    @Test("UNE-01: a phone whose account is about to go says so with alert 1226")
    func unenrollment() throws {
        var conversation = try Conversation()
        conversation.phone.enrolled?.isUnenrolling = true
        let lines = try conversation.begin()
        #expect(
            lines
                == conversation.packageOne(alerts: ["1226 {com.microsoft:mdm.unenrollment.userrequest=1 (int)}"]))
    }

    @Test("ALT-18: a critical alert begins a session, and its type is in the header of every message")
    func criticalAlert() throws {
        var phone = try Conversation.phone()
        for alert in [
            GenericAlert(
                type: "Reversed-Domain-Name:com.example.disk", format: "chr", data: "full", source: "./Vendor/X",
                mark: .critical),
            GenericAlert(type: "com.example.note", format: "int", data: "7"),
            GenericAlert(type: "com.example.fire", format: "int", data: "1", mark: .fatal),
        ] {
            phone.report(alert)
        }
        var conversation = try Conversation(on: phone)
        let lines = try conversation.begin()
        #expect(
            lines
                == conversation.packageOne(alerts: [
                    "1226 {./Vendor/X Reversed-Domain-Name:com.example.disk=full (chr) critical}",
                    "1226 {com.example.note=7 (int)}", "1226 {com.example.fire=1 (int) fatal}",
                ]))
        let header = "<Reversed-Domain-Name:com.example.disk><com.example.fire>"
        #expect(conversation.sent.map(\.alertHeader) == [header])
        var quiet = try Conversation()
        try quiet.begin()
        #expect(quiet.sent.map(\.alertHeader) == [nil])
    }

    @Test("A phone with USEHWDEVID names itself by its IMEI")
    func hardwareDeviceID() throws {
        var conversation = try Conversation { $0.usesHardwareDeviceID = true }
        let lines = try conversation.begin()
        let imei = try #require(conversation.phone.sims.first).imei
        #expect(lines.contains("Replace(4) ./DevInfo/DevId=\(imei)"))
        #expect(conversation.last?.header?.source == imei)
    }

    @Test("HDR-17: an account of PROTOVER 1.1 speaks DM 1.1 from the first message on")
    func olderAccount() throws {
        var conversation = try Conversation { $0.version = .v1_1 }
        try conversation.begin()
        _ = try conversation.server(Stimulus.get("2", "./DevInfo/Man"))
        for message in conversation.sent {
            let read = try Exchange.read(message.bytes)
            #expect(read.version == .v1_1)
            #expect(read.header?.verDTD == "1.1" && read.header?.verProto == "DM/1.1")
        }
        #expect(conversation.sent.count == 2)
    }

    @Test("A phone that is not enrolled has no session")
    func notEnrolled() throws {
        var phone = try Conversation.phone()
        phone.unenroll(now: Exchange.start)
        #expect(SessionMachine(SessionStart(), on: &phone) == nil)
    }
}
