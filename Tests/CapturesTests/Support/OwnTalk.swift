import Captures
import Notation
import PINReset
import Session
import SimulatedPhone
import SyncML

/// Conversations that a phone of this project has held with a server of the test, as captures.
struct OwnTalk {
    static let server = "https://mdm.example/omadm"
    static let now = Instant(seconds: 1_493_078_400)

    private(set) var phone: Phone
    /// Every message, in order.
    private(set) var messages: [[UInt8]] = []
    private var form = MessageForm.xml

    /// - Parameter tune: changes the account.
    init(
        seed: UInt64 = 7, profile: PhoneProfile = .lumia950, _ tune: (inout ManagementAccount) -> Void = { _ in }
    ) throws {
        phone = Phone(fresh: try Blueprint(profile: profile), seed: seed, now: Self.now)
        var account = ManagementAccount(
            providerID: "Test", addresses: [Self.server], user: "adele@example.test", enrollmentType: .device,
            discoveryURL: Self.server)
        tune(&account)
        form = account.encoding
        phone.enroll(Enrolled(account: account, since: Self.now))
    }

    /// Holds a session in which the server sends these bodies, one after another, and then has nothing more to ask.
    /// - Parameters:
    ///   - credential: what the server shows in the header of its message of that place.
    ///   - headerStatus: what its status for the phone's header holds.
    mutating func hold(
        _ bodies: String..., credential: (Int) -> String = { _ in "" },
        headerStatus: (Int) -> String = { _ in "<Data>200</Data>" }
    ) throws {
        guard var machine = SessionMachine(SessionStart(), on: &phone) else { return }
        var message = machine.begin(phone)
        messages.append(message.bytes)
        for (index, body) in (bodies + [""]).enumerated() {
            let asked = try MessageReader().read(
                Array(
                    text(machine.sessionID, index + 1, headerStatus(index) + "</Status>" + body, credential(index)).utf8
                )
            ).message
            messages.append(form.bytes(of: asked))
            var environment = PhoneEnvironment(now: Self.now)
            var action = machine.receive(asked, &phone, environment)
            while case .needs(.pinResetTicket(let request)) = action {
                let ticket = PINResetTicket(id: "ticket", tenant: request.tenant, protector: request.protector)
                environment.outside.add(.success(ticket), for: request)
                action = machine.receive(asked, &phone, environment)
            }
            guard case .send(let next) = action else { return }
            message = next
            messages.append(message.bytes)
            if message.ending != nil { return }
        }
    }

    /// Forgets what was recorded; the phone goes on.
    mutating func forget() { messages = [] }

    /// Gives the phone something to tell in its next session.
    mutating func report(_ alert: GenericAlert) { phone.report(alert) }

    private func text(_ session: String, _ number: Int, _ body: String, _ credential: String) -> String {
        """
        <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
        <SessionID>\(session)</SessionID><MsgID>\(number)</MsgID>\
        <Target><LocURI>\(phone.deviceID)</LocURI></Target><Source><LocURI>\(Self.server)</LocURI></Source>\
        \(credential)</SyncHdr><SyncBody><Status><CmdID>1</CmdID><MsgRef>\(number)</MsgRef><CmdRef>0</CmdRef>\
        <Cmd>SyncHdr</Cmd>\(body)<Final/></SyncBody></SyncML>
        """
    }

    /// The capture: a file for each message.
    var files: [CaptureFile] {
        messages.enumerated().map { CaptureFile(name: "\($0.offset + 1).xml", octets: $0.element) }
    }

    var recording: Recording { get throws { try Recording.read(files) } }

    /// The same capture with one message changed.
    func recording(changing index: Int, _ change: (inout Message) -> Void) throws -> Recording {
        var files = files
        var message = try ReadMessage.message(files[index].octets)
        change(&message)
        files[index].octets = MessageForm(of: files[index].octets).bytes(of: message)
        return try Recording.read(files)
    }

    /// The same capture with a text in one message put in place of another.
    func recording(changing index: Int, _ text: String, to other: String) throws -> Recording {
        var files = files
        files[index].octets = Array(
            String(decoding: files[index].octets, as: UTF8.self).replacing(text, with: other).utf8)
        return try Recording.read(files)
    }
}

enum ReadMessage {
    static func message(_ octets: [UInt8]) throws -> Message {
        switch MessageForm(of: octets) {
        case .xml: try MessageReader().read(octets).message
        case .wbxml: try WBXMLReader().read(octets).message
        }
    }
}

/// Commands as texts.
enum Ask {
    static func get(_ id: Int, _ addresses: String...) -> String {
        "<Get><CmdID>\(id)</CmdID>"
            + addresses.map { "<Item><Target><LocURI>\($0)</LocURI></Target></Item>" }.joined() + "</Get>"
    }

    static func replace(_ id: Int, _ address: String, _ value: String, format: String = "int") -> String {
        "<Replace><CmdID>\(id)</CmdID><Item><Target><LocURI>\(address)</LocURI></Target><Meta>"
            + "<Format xmlns=\"syncml:metinf\">\(format)</Format></Meta><Data>\(value)</Data></Item></Replace>"
    }

    static func exec(_ id: Int, _ address: String) -> String {
        "<Exec><CmdID>\(id)</CmdID><Item><Target><LocURI>\(address)</LocURI></Target></Item></Exec>"
    }
}

extension Recording {
    /// Plays every session to a phone made after the capture.
    func replayed(
        _ origin: ReplayOrigin = .capture([.lumia950]), _ change: (inout PhoneReplay.Options) throws -> Void = { _ in }
    ) throws -> [ReplayedTurn] {
        var options = PhoneReplay.Options(now: OwnTalk.now)
        try change(&options)
        var replay = try PhoneReplay(origin, options)
        var turns: [ReplayedTurn] = []
        for session in sessions { replay.replay(session) { turns.append($0) } }
        return turns
    }
}

extension [ReplayedTurn] {
    var differences: [Difference] { flatMap(\.findings).map(\.difference) }

    /// The turns whose answers were compared.
    var compared: Int { count { $0.recorded?.outline != nil } }
}
