import Captures
import Notation
import Session
import SimulatedPhone
import SyncML
import Testing

/// The device's side of a recording, said to a server that is another one, or has changed.
struct RecordedDeviceTests {
    private static let get = "<Get><CmdID>5</CmdID><Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item></Get>"
    private static let status =
        "<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>5</CmdRef><Cmd>Get</Cmd><Data>200</Data></Status>"
    private static let results =
        "<Results><CmdID>3</CmdID><MsgRef>1</MsgRef><CmdRef>5</CmdRef><Item><Source><LocURI>./DevDetail/SwV</LocURI></Source>"
        + "<Data>10.0.15063.0</Data></Item></Results>"

    private static func text(
        _ sender: RecordedMessage.Sender, _ number: Int, session: String = "5", _ commands: String = "",
        answers: Int? = nil, code: Int = 200
    ) -> String {
        Talk.text(sender, number, session: session, answers: answers)
            .replacing("<Final/>", with: commands + "<Final/>").replacing(
                "<Cmd>SyncHdr</Cmd><Data>200", with: "<Cmd>SyncHdr</Cmd><Data>\(code)")
    }

    /// A recording in which the server reads one node.
    private static func recording(opening: String = "", _ others: String...) throws -> RecordedSession {
        let texts = [
            text(.device, 1, opening), text(.server, 1, get, answers: 1),
            text(.device, 2, status + results, answers: 1),
            text(.server, 2, answers: 2),
        ]
        return try session(texts + others)
    }

    private static func session(_ texts: [String]) throws -> RecordedSession {
        let files = texts.enumerated().map { Talk.file("\($0).xml", $1) }
        return try #require(try Recording.read(files).sessions.first)
    }

    /// Says the recording to a server that answers from a list.
    /// - Returns: what was said, and what came of it.
    private static func play(
        _ session: RecordedSession, to answers: [String], userToken: String? = nil, rules: [DifferenceRule] = []
    ) throws -> (said: [Message], turns: [ReplayedTurn]) {
        var phone = Phone(fresh: try Blueprint(profile: .lumia950), seed: 1, now: .epoch)
        let account = ManagementAccount(
            providerID: "Live", addresses: ["https://live.example/omadm"], user: "adele", enrollmentType: .full,
            discoveryURL: "")
        phone.enroll(Enrolled(account: account, since: .epoch))
        var machine = try #require(SessionMachine(SessionStart(), on: &phone))
        var device = RecordedDevice(session, number: 1, rules: rules)
        var (said, answers): ([Message], [String]) = ([], answers)
        while let part = device.next(as: machine.deviceID, userToken: userToken) {
            let sent = machine.say(part)
            said.append(try MessageReader().read(sent.bytes).message)
            let octets = answers.isEmpty ? [] : Array(answers.removeFirst().utf8)
            let reading = try octets.isEmpty ? nil : MessageReader().read(octets)
            device.hear(reading, octets: octets, to: sent)
            guard reading != nil else { break }
        }
        device.finish()
        return (said, device.turns)
    }

    @Test func `a server that answers as recorded makes no difference`() throws {
        let session = try Self.recording()
        let (said, turns) = try Self.play(
            session, to: [Self.text(.server, 1, Self.get, answers: 1), Self.text(.server, 2, answers: 2)])
        #expect(said.count == 2 && turns.count == 2)
        #expect(turns.allSatisfy { $0.findings.isEmpty && $0.recorded != nil && $0.replayed != nil })
        #expect(turns.allSatisfy { $0.explanation == nil })
    }

    @Test func `ids are those of the live session, and answers go to the command that asks the same`() throws {
        let other = Self.get.replacing("./DevDetail/SwV", with: "./DevInfo/Man").replacing(">5<", with: ">1<")
        let live = Self.text(.server, 7, other + Self.get.replacing(">5<", with: ">9<"), answers: 1)
        let (said, turns) = try Self.play(try Self.recording(), to: [live])
        let header = try #require(said.last?.header)
        #expect(header.sessionID == "1" && header.messageID == "2" && header.target == "https://live.example/omadm")
        #expect(header.source != "urn:uuid:one" && header.credential == nil)
        var references: [String] = []
        for command in said.last?.commands ?? [] {
            switch command {
            case .status(let status): references.append("\(status.messageRef) \(status.commandRef) \(status.command)")
            case .results(let results):
                references.append("\(results.messageRef ?? "") \(results.commandRef ?? "") Results")
            default: Issue.record("\(command.name)")
            }
        }
        #expect(references == ["7 0 SyncHdr", "7 9 Get", "7 9 Results"])
        #expect(
            turns.first?.findings.map(\.difference) == [
                Difference(.extraAnswer, address: "./DevInfo/Man", command: "Get", replayed: "")
            ])
    }

    @Test func `what the live server does not ask is not answered, and its lack is a difference`() throws {
        let replace =
            "<Replace><CmdID>5</CmdID><Item><Target><LocURI>./DevDetail/SwV</LocURI></Target></Item></Replace>"
        let (said, turns) = try Self.play(
            try Self.recording(), to: [Self.text(.server, 1, replace, answers: 1), Self.text(.server, 2, answers: 2)])
        #expect(said.last?.commands.count == 1)
        #expect(turns.first?.findings.map(\.difference.kind) == [.missingAnswer, .extraAnswer])
    }

    @Test func `credentials and tokens of the recorded device are not said`() throws {
        let token =
            "<Alert><CmdID>3</CmdID><Data>1224</Data><Item><Meta><Type xmlns=\"syncml:metinf\">com.microsoft/MDM/AADUserToken"
            + "</Type></Meta><Data>secret-token</Data></Item></Alert>"
        let info =
            "<Replace><CmdID>4</CmdID><Item><Source><LocURI>./DevInfo/DevId</LocURI></Source><Data>urn:uuid:one</Data></Item>"
            + "</Replace>"
        let credential =
            "<Cred><Meta><Type xmlns=\"syncml:metinf\">syncml:auth-basic</Type></Meta><Data>secret</Data></Cred>"
        let opening = Self.text(.device, 1, token + info).replacing("</SyncHdr>", with: credential + "</SyncHdr>")
        let session = try Self.session([opening, Self.text(.server, 1, answers: 1)])
        for userToken in [nil, "own-token"] {
            let (said, _) = try Self.play(session, to: [Self.text(.server, 1, answers: 1)], userToken: userToken)
            let text = "\(said)"
            #expect(!text.contains("secret") && !text.contains("urn:uuid:one"))
            #expect(text.contains("own-token") == (userToken != nil))
            #expect(said.first?.commands.count == (userToken == nil ? 1 : 2))
        }
    }

    @Test func `a message that was said again for a credential is said once`() throws {
        let session = try Self.session([
            Self.text(.device, 1), Self.text(.server, 1, answers: 1, code: 407), Self.text(.device, 2),
            Self.text(.server, 2, answers: 2, code: 212),
        ])
        #expect(RecordedDevice(session, number: 1).requestCount == 1)
        let (said, turns) = try Self.play(session, to: [Self.text(.server, 1, answers: 1)])
        #expect(said.count == 1 && turns.map(\.findings.count) == [0])
    }

    @Test func `a session that ends too early lacks what was recorded beyond`() throws {
        let (said, turns) = try Self.play(try Self.recording(), to: [Self.text(.server, 1, answers: 1)])
        #expect(said.count == 1 && turns.count == 2)
        #expect(turns.first?.findings.map(\.difference.kind) == [.missingAnswer])
        #expect(turns.last?.replayed == nil && turns.last?.findings.isEmpty == false)
        #expect(turns.last?.findings.first?.rule?.contains("earlier") == true)
    }

    @Test func `another status and another value are found, and rules leave them out`() throws {
        let add = Self.get.replacing("Get>", with: "Add>").replacing("</Item>", with: "<Data>1</Data></Item>")
        let session = try Self.session([Self.text(.device, 1), Self.text(.server, 1, add, answers: 1)])
        let live = [Self.text(.server, 1, add.replacing(">1</Data>", with: ">2</Data>"), answers: 1, code: 500)]
        let (_, turns) = try Self.play(session, to: live)
        #expect(Set(turns.first?.findings.map(\.difference.kind) ?? []) == [.status, .value])
        let rules = [try DifferenceRule("status 500"), try DifferenceRule("value ./DevDetail/**")]
        #expect(try Self.play(session, to: live, rules: rules).turns.first?.findings.isEmpty == true)
    }

    @Test func `a capture of the server alone has nothing to say`() throws {
        let session = try Self.session([Self.text(.server, 1, Self.get, answers: 1)])
        #expect(RecordedDevice(session, number: 1).requestCount == 0)
    }
}
