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
    /// What time it is, and what it was when the phone ran each message of the server.
    private(set) var time = Self.now
    private(set) var instants: [Instant] = []
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
    ///   - pause: how long the server takes for each message, in seconds.
    mutating func hold(
        _ bodies: String..., pause: Int64 = 0, credential: (Int) -> String = { _ in "" },
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
            time = time.adding(seconds: pause)
            instants.append(time)
            // As the agent does before every message.
            phone.lockIfIdle(now: time)
            var environment = PhoneEnvironment(now: time)
            var action = machine.receive(asked, &phone, environment)
            while case .needs(.pinResetTicket(let request)) = action {
                let ticket = PINResetTicket(id: "ticket", for: request)
                environment.outside.add(.success(ticket), for: request)
                action = machine.receive(asked, &phone, environment)
            }
            guard case .send(let next) = action else { return }
            message = next
            messages.append(message.bytes)
            if message.ending != nil { return }
        }
    }

    /// Lets time pass after a session; the phone does what it has to do when it is due, as the agent has it do.
    mutating func wait(_ seconds: Int64) {
        let end = time.adding(seconds: seconds)
        while let job = phone.nextJob, job.due <= end {
            time = max(time, job.due)
            _ = phone.advanceJobs(PhoneEnvironment(now: time))
        }
        time = end
    }

    /// Forgets what was recorded; the phone goes on.
    mutating func forget() {
        messages = []
        instants = []
    }

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

    /// The capture as HTTP text, whose answers tell the time.
    var httpText: CaptureFile {
        var text = ""
        var instants = instants.makeIterator()
        for message in messages {
            let body = String(decoding: message, as: UTF8.self)
            let isServers = body.contains("<Source><LocURI>\(Self.server)<")
            let start = isServers ? "HTTP/1.1 200 OK" : "POST /omadm HTTP/1.1\r\nHost: mdm.example"
            let date = isServers ? instants.next().map { "\r\nDate: \($0.httpDate)" } ?? "" : ""
            text += "\(start)\(date)\r\nContent-Type: application/vnd.syncml.dm+xml\r\nContent-Length: \(message.count)"
            text += "\r\n\r\n\(body)\r\n"
        }
        return CaptureFile(name: "talk.txt", octets: Array(text.utf8))
    }

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

extension Instant {
    /// As a server writes it, whatever the day of the week.
    var httpDate: String {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = text.split { "-TZ".contains($0) }
        return "Tue, \(parts[2]) \(months[(Int(parts[1]) ?? 1) - 1]) \(parts[0]) \(parts[3]) GMT"
    }
}
