import Captures
import Certificates
import Notation
import SimulatedPhone
import SyncML
import Testing
import ManagementTree

/// What a replay takes from the capture: who the phone is, what it has to tell, how it and its server trust each other.
struct ReplayCourseTests {
    private static let camera = "./Vendor/MSFT/Policy/Config/Camera/AllowCamera"

    @Test func `ids and DevInfo are those of the capture`() throws {
        var profile = PhoneProfile.lumia950
        profile.manufacturer = "NOKIA"
        profile.model = "Lumia 630"
        profile.language = "fi-FI"
        var talk = try OwnTalk(seed: 5, profile: profile)
        try talk.hold(Ask.get(4, "./DevInfo/DevId", "./DevInfo/Man", "./DevInfo/Mod", "./DevInfo/Lang"))
        #expect(try talk.recording.replayed().differences == [])
    }

    @Test func `the profile is the nearest to platform, edition and build`() throws {
        var older = PhoneProfile.lumia950
        older.name = "older"
        older.build = "10.0.14393.1066"
        var desktop = PhoneProfile.lumia950
        desktop.name = "desktop"
        desktop.platform = .desktop
        desktop.edition = 0x30
        let profiles = [PhoneProfile.lumia950, older, desktop]
        func profile(_ recorded: PhoneProfile) throws -> String? {
            var talk = try OwnTalk(profile: recorded)
            try talk.hold(Ask.get(4, "./DevDetail/SwV"))
            var replay = try PhoneReplay(.capture(profiles), PhoneReplay.Options(now: OwnTalk.now))
            for session in try talk.recording.sessions { replay.replay(session) { _ in } }
            return replay.profile
        }
        #expect(try profile(.lumia950) == PhoneProfile.lumia950.name)
        var between = PhoneProfile.lumia950
        between.build = "10.0.14500.1"
        #expect(try profile(between) == "older")
        let session = try Recording.read([
            Talk.file(
                "a", Talk.text(.device, 1, device: "0123456789abcdef0123456789ABCDEF"),
                Talk.text(
                    .server, 1, answers: 1, device: "0123456789abcdef0123456789ABCDEF"))
        ])
        var replay = try PhoneReplay(.capture(profiles), PhoneReplay.Options(now: OwnTalk.now))
        for session in session.sessions { replay.replay(session) { _ in } }
        #expect(replay.profile == "desktop")
    }

    @Test func `values that results show before anything changed them are inferred`() throws {
        var talk = try OwnTalk()
        try talk.hold(Ask.replace(2, Self.camera, "0"))
        // What came before is not in the capture.
        var later = OwnTalk.continuing(talk)
        try later.hold(Ask.get(3, Self.camera), Ask.replace(4, Self.camera, "1"), Ask.get(5, Self.camera))
        let plain = try later.recording.replayed()
        #expect(plain.differences.contains { $0.kind == .status && $0.address == Self.camera })
        #expect(try later.recording.replayed { $0.infers = true }.differences == [])
    }

    @Test func `the build is inferred`() throws {
        var profile = PhoneProfile.lumia950
        profile.build = "10.0.15254.603"
        var talk = try OwnTalk(profile: profile)
        try talk.hold(Ask.get(4, "./DevDetail/SwV", "./Vendor/MSFT/DeviceStatus/OS/Edition"))
        #expect(try talk.recording.replayed().differences.map(\.address) == ["./DevDetail/SwV"])
        #expect(try talk.recording.replayed { $0.infers = true }.differences == [])
    }

    @Test(arguments: [("", UInt16(407)), (credential("wrong"), 401), (credential("right"), 212)] as [(String, UInt16)])
    func `what the recorded phone said to the server's credential it says again`(
        _ credential: String, _ code: UInt16
    ) throws {
        var talk = try OwnTalk { account in
            account.serverCredential = AccountCredential(
                scheme: .md5, name: "Test", secret: "right", nonce: Base64.encode(Self.nonce))
        }
        try talk.hold(Ask.get(4, "./DevDetail/SwV"), credential: { $0 == 0 ? credential : "" })
        let recording = try talk.recording
        let codes = recording.sessions.flatMap(\.messages).filter { $0.sender == .device }
            .compactMap { try? $0.reading().message.headerCode }
        #expect(codes == [code])
        #expect(try recording.replayed().differences == [])
    }

    private static let nonce = Array("nonce".utf8)

    private static func credential(_ secret: String) -> String {
        let data = AuthenticationScheme.md5.data(name: "Test", secret: secret, nonce: nonce, md5: Digest.md5)
        return
            "<Cred><Meta><Format xmlns=\"syncml:metinf\">b64</Format><Type xmlns=\"syncml:metinf\">syncml:auth-md5</Type>"
            + "</Meta><Data>\(data)</Data></Cred>"
    }

    @Test func `a phone that was asked who it is answers in the same way`() throws {
        var talk = try OwnTalk { account in
            account.clientCredential = AccountCredential(scheme: .md5, name: "phone", secret: "p", nonce: "bm9uY2U=")
        }
        let challenge =
            "<Chal><Meta><Format xmlns=\"syncml:metinf\">b64</Format><Type xmlns=\"syncml:metinf\">syncml:auth-md5</Type>"
            + "<NextNonce xmlns=\"syncml:metinf\">YWdhaW4=</NextNonce></Meta></Chal>"
        try talk.hold(
            Ask.get(4, "./DevDetail/SwV"), Ask.get(4, "./DevDetail/SwV"),
            headerStatus: { $0 == 0 ? "\(challenge)<Data>401</Data>" : "<Data>212</Data>" })
        let recording = try talk.recording
        #expect(recording.sessions.first?.messages.count { $0.sender == .device && $0.header?.credential != nil } == 1)
        #expect(try recording.replayed().differences == [])
    }

    @Test func `what the device had to tell by itself it tells again`() throws {
        var talk = try OwnTalk()
        talk.report(GenericAlert(type: "com.microsoft:mdm.test", format: "chr", data: "1", source: "./DevDetail/SwV"))
        try talk.hold(Ask.get(4, "./DevDetail/SwV"))
        #expect(try talk.recording.replayed().differences == [])
    }

    @Test func `the server's messages alone are all played, and nothing is compared`() throws {
        var talk = try OwnTalk()
        try talk.hold(Ask.get(4, "./DevDetail/SwV"), Ask.replace(5, Self.camera, "1"))
        let servers = talk.files.filter { String(decoding: $0.octets, as: UTF8.self).contains("<Source><LocURI>https") }
        let turns = try Recording.read(servers).replayed()
        #expect(turns.count { $0.asked != nil } == 3 && turns.compared == 0 && turns.differences == [])
        #expect(turns.compactMap(\.replayed).count == 3)
    }

    @Test func `a device's messages alone: package 1 is compared, the others are written again`() throws {
        var talk = try OwnTalk()
        try talk.hold(Ask.get(4, "./DevDetail/SwV"))
        let devices = talk.files.filter {
            !String(decoding: $0.octets, as: UTF8.self).contains("<Source><LocURI>https")
        }
        let turns = try Recording.read(devices).replayed()
        #expect(turns.count == 2 && turns.allSatisfy { $0.asked == nil } && turns.differences == [])
    }

    @Test func `commands without a message are numbered and run`() throws {
        let bare = Talk.file("bare.xml", "<Get><Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item></Get>")
        let turns = try Recording.read([bare]).replayed()
        let message = try #require(try turns.first?.replayed?.reading().message)
        #expect(turns.count == 1 && message.commands.map(\.name) == ["Status", "Status", "Results"])
    }

    @Test func `what the local channel was asked and answered is compared`() throws {
        let asked = "<SyncBody>\(Ask.get(1, "./DevDetail/SwV"))</SyncBody>"
        let answered =
            "<SyncML><SyncHdr/><SyncBody><Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd>"
            + "<Data>200</Data></Status><Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>1</CmdRef><Cmd>Get</Cmd>"
            + "<Data>404</Data></Status><Final/></SyncBody></SyncML>"
        let turns = try Recording.read([Talk.file("1.xml", asked), Talk.file("2.xml", answered)]).replayed()
        #expect(turns.differences.map(\.kind) == [.status, .extraAnswer])
    }

    @Test func `what comes after the session has ended is run all the same`() throws {
        let abort = "<Alert><CmdID>9</CmdID><Data>1223</Data></Alert>"
        var talk = try OwnTalk()
        try talk.hold(Ask.get(4, "./DevDetail/SwV"), Ask.get(5, "./DevDetail/FwV"))
        let recording = try talk.recording(changing: 1, "<Final/>", to: abort + "<Final/>")
        let turns = try recording.replayed()
        #expect(Set(turns.differences.map(\.kind)) == [.missingAnswer])
        #expect(turns.flatMap(\.findings).allSatisfy { $0.rule?.contains("1223") == true })
        #expect(turns.last { $0.recorded != nil }?.findings.isEmpty == true)
    }

    @Test func `that a phone is still at work is no answer`() throws {
        var talk = try OwnTalk()
        try talk.hold(Ask.get(4, "./DevDetail/SwV"))
        let pending = String(decoding: talk.messages[2], as: UTF8.self).replacing(
            #/<SyncBody>.*<\/SyncBody>/#,
            with: "<SyncBody><Alert><CmdID>1</CmdID><Data>1224</Data><Item><Meta><Type xmlns=\"syncml:metinf\">"
                + "Reversed-Domain-Name:com.microsoft.mdm.requestpending</Type></Meta><Data>1</Data></Item></Alert></SyncBody>"
        )
        let waiting = Talk.text(.server, 2, session: "1", answers: 2, device: talk.phone.deviceID)
        let answer = String(decoding: talk.messages[2], as: UTF8.self).replacing("<MsgID>2<", with: "<MsgID>3<")
        var texts = talk.messages.map { String(decoding: $0, as: UTF8.self) }
        texts.replaceSubrange(2...2, with: [pending, waiting, answer])
        texts[5] = texts[5].replacing("<MsgID>2<", with: "<MsgID>3<").replacing("<MsgRef>2<", with: "<MsgRef>3<")
        let recording = try Recording.read([Talk.file("talk.txt", texts.joined(separator: "\n"))])
        #expect(recording.sessions.first?.messages.count { $0.outline?.isKeepAlive == true } == 1)
        let turns = try recording.replayed()
        #expect(turns.differences == [] && turns.compared == 2 && turns.count { $0.asked != nil } == 2)
    }

    @Test func `an answer whose question is missing is compared in form, and counted`() throws {
        var talk = try OwnTalk()
        try talk.hold(Ask.get(4, "./DevDetail/SwV"), Ask.get(5, "./DevDetail/FwV"))
        var files = talk.files
        files.remove(at: 1)
        let turns = try Recording.read(files).replayed()
        #expect(turns.differences == [])
        let alone = turns.filter(\.isComparedInForm)
        #expect(alone.map(\.recorded?.place.file) == ["3.xml"] && alone.allSatisfy { $0.asked == nil })
        var summary = ReplaySummary()
        for turn in turns { summary.add(turn) }
        #expect(summary.comparedInForm == 1 && summary.compared == 3)
    }

    @Test func `an answer that comes again behind a repeated question is compared in form`() throws {
        var talk = try OwnTalk()
        try talk.hold(Ask.get(4, "./DevDetail/SwV"))
        let files = talk.files
        let again = files[1...2].map { CaptureFile(name: "2-again-\($0.name)", octets: $0.octets) }
        let turns = try Recording.read(Array(files[...2]) + again + [files[3]]).replayed()
        #expect(turns.contains { $0.recorded?.place.file == "2-again-3.xml" })
    }

    @Test func `messages that cannot be read are passed over`() throws {
        var talk = try OwnTalk()
        try talk.hold(Ask.get(4, "./DevDetail/SwV"), Ask.get(5, "./DevDetail/FwV"))
        let recording = try talk.recording(changing: 1, "</Get>", to: "</Gett>")
        #expect(recording.told == [.unreadableMessage])
        #expect(recording.damage?.place == CapturePlace("2.xml") && recording.unreadable == 1)
        #expect(try recording.replayed().differences == [])
    }

    @Test(arguments: [
        (Difference(.value, address: "./DevInfo/Mod", command: "Results"), "./DevInfo/Mod"),
        (Difference(.missingAnswer, command: "Alert"), "Alert"), (Difference(.wireForm), "the message as a whole"),
    ])
    func `a group says what it is about, also where that is no node`(_ difference: Difference, _ subject: String) {
        #expect(ReplaySummary.Group(difference).subject == subject)
        #expect(ReplaySummary.Group(difference).command == (subject == "Alert" ? "Alert" : nil))
    }

    @Test func `a summary groups by class and address, and counts what is not played`() throws {
        var talk = try OwnTalk()
        try talk.hold(Ask.get(4, "./DevDetail/SwV"))
        try talk.hold(Ask.get(4, "./DevDetail/SwV"))
        var other = PhoneProfile.lumia950
        other.build = "10.0.14393.1"
        var summary = ReplaySummary()
        let recording = try talk.recording
        summary.add(recording.others)
        for turn in try recording.replayed(.profile(other)) { summary.add(turn) }
        #expect(summary.groups == [ReplaySummary.Group(Difference(.value, address: "./DevDetail/SwV")): 2])
        #expect(summary.played == 4 && summary.compared == 4 && summary.differences == 2)
    }
}

extension OwnTalk {
    /// A talk of the same phone, of which nothing was recorded yet.
    static func continuing(_ talk: OwnTalk) -> OwnTalk {
        var next = talk
        next.forget()
        return next
    }
}

extension Message {
    var headerCode: UInt16? {
        for case .status(let status) in commands where status.command == "SyncHdr" { return status.code?.rawValue }
        return nil
    }
}
