import Notation
import PINReset
import Session
import SimulatedPhone
import SyncML

/// One OMA-DM session of an enrolled phone: what the server sends goes in, the lines of the phone's next message come out
/// (see `Transcript`). A session that ends gives `end: ` and how, behind the lines of the message that ends it, if any.
struct Conversation {
    var phone: Phone
    var machine: SessionMachine
    /// What the phone has sent, in order.
    private(set) var sent: [OutgoingMessage] = []
    let environment = PhoneEnvironment(now: Exchange.start)
    private var serverMessages = 0

    static let address = "https://mdm.example.test/omadm"

    /// - Parameters:
    ///   - lastSession: the number of the session before.
    ///   - account: changes the account that the phone is enrolled with.
    init(
        on profile: PhoneProfile = .lumia950, _ start: SessionStart = SessionStart(), lastSession: UInt16 = 0,
        account change: (inout ManagementAccount) -> Void = { _ in }
    ) throws {
        var phone = try Self.phone(profile, account: change)
        phone.enrolled?.sessionNumber = lastSession
        try self.init(start, on: phone)
    }

    /// The next session of a phone.
    init(_ start: SessionStart = SessionStart(), on phone: Phone) throws {
        var phone = phone
        guard let machine = SessionMachine(start, on: &phone) else { throw NotEnrolled() }
        self.phone = phone
        self.machine = machine
    }

    struct NotEnrolled: Error {}

    /// A fresh phone that is enrolled, with the test CSP beside its own.
    static func phone(
        _ profile: PhoneProfile = .lumia950, account change: (inout ManagementAccount) -> Void = { _ in }
    ) throws -> Phone {
        let blueprint = try Exchange.blueprint(profile, TestCSP.ddf)
        var phone = Phone(fresh: blueprint, seed: 7, now: Exchange.start)
        var account = ManagementAccount(
            providerID: "Lab", addresses: [address], user: "adele@contoso.example", enrollmentType: .full,
            discoveryURL: "https://mdm.example.test/EnrollmentServer/Discovery.svc")
        change(&account)
        phone.enroll(Enrolled(account: account, since: Exchange.start))
        return phone
    }

    /// Package 1.
    @discardableResult
    mutating func begin() throws -> [String] {
        try lines(of: machine.begin(phone))
    }

    /// The server sends a message.
    /// - Parameters:
    ///   - credential: the digest that it shows.
    ///   - meta: children of the header's Meta.
    mutating func server(
        _ body: String, final isFinal: Bool = true, credential: String? = nil, responseURI: String? = nil,
        meta: String = "", session: String? = nil
    ) throws -> [String] {
        serverMessages += 1
        let header = Stimulus.header(
            session: session ?? machine.sessionID, message: serverMessages, credential: credential,
            responseURI: responseURI, meta: meta)
        let text = Stimulus.document(header, body + (isFinal ? "<Final/>" : ""))
        return try receive(try Exchange.read(Array(text.utf8)))
    }

    /// The server sends a message that is at hand.
    mutating func receive(_ message: Message) throws -> [String] {
        switch machine.receive(message, &phone, environment) {
        case .send(let message): return try lines(of: message)
        case .finish(let outcome): return [Self.end(outcome)]
        case .needs(let need): return ["needs \(need)"]
        }
    }

    /// The lines of a message that the phone sends.
    mutating func lines(of message: OutgoingMessage) throws -> [String] {
        sent.append(message)
        let lines = Transcript.lines(of: try Exchange.read(message.bytes))
        return lines + (message.ending.map { [Self.end($0)] } ?? [])
    }

    /// The phone's last message, read.
    var last: Message? {
        sent.last.flatMap { try? Exchange.read($0.bytes) }
    }

    static func end(_ outcome: SessionOutcome) -> String {
        guard case .failed(let failure) = outcome else { return "end: \(outcome)" }
        return "end: \(failure.code)"
    }

    /// The nonce that the last message hands over in the header's status.
    var challengedNonce: String? {
        for case .status(let status) in last?.commands ?? [] where status.command == "SyncHdr" {
            return status.challenge?[.nextNonce]
        }
        return nil
    }

    /// The lines of package 1.
    /// - Parameters:
    ///   - first: the id of its first command.
    ///   - alerts: those between the login status and DevInfo, without their ids.
    func packageOne(from first: Int = 2, begin: Int = 1201, alerts: [String] = []) -> [String] {
        let events = ["1224 {com.microsoft/MDM/LoginStatus=\(phone.loginStatus.rawValue)}"] + alerts
        let lines = ["\(begin)"] + events
        let values = [
            ("DevId", phone.reportedDeviceID), ("Man", phone.profile.manufacturer), ("Mod", phone.profile.model),
            ("DmV", "1.3"), ("Lang", phone.profile.language),
        ]
        return lines.enumerated().map { "A(\(first + $0))=\($1)" }
            + values.map { "Replace(\(first + lines.count)) ./DevInfo/\($0.0)=\($0.1)" }
    }
}
