import ManagementTree
import Notation
import PINReset
import SimulatedPhone

/// Phones with anything in them, each from a seed.
enum RandomPhone {
    static let now = Instant(seconds: 1_493_078_400)

    static func blueprint(_ profile: PhoneProfile = .lumia950) throws -> Blueprint {
        try Blueprint(profile: profile)
    }

    /// A phone that was used: PINs set, locked or not, a policy or not.
    static func make(seed: UInt64) throws -> Phone {
        var random = SeededGenerator(seed: seed)
        var profile = PhoneProfile.lumia950
        if Bool.random(using: &random) { profile.joined = nil }
        if Bool.random(using: &random) { profile.hasPIN = false }
        profile.deviceName = name(&random)
        var phone = Phone(fresh: try blueprint(profile), seed: random.next(), now: now)
        try? phone.setPIN(PIN("271828"), now: now.adding(minutes: 1))
        if Bool.random(using: &random) {
            _ = phone.unlock(with: PIN("0000"), now: now.adding(minutes: 2))
            phone.lock()
        }
        if let login = Phone.LoginStatus.allCases.randomElement(using: &random) { phone.setLoginStatus(login) }
        if Bool.random(using: &random) { phone[Note.self].text = name(&random) }
        let enrolled = Bool.random(using: &random) ? enrollment(&random) : nil
        return Phone(
            phone.state, enrolled: enrolled, certificates: certificates(&random), tree: tree(&random),
            blueprint: phone.blueprint)
    }

    /// What some CSP remembers.
    struct Note: KeyedValue {
        static let key = "DevInfo"

        var text = ""
    }

    private static func certificates(_ random: inout SeededGenerator) -> CertificateStore {
        var store = CertificateStore()
        for index in 0..<Int.random(in: 0...3, using: &random) {
            store.install(
                CertificateStore.Entry(
                    location: .allCases.randomElement(using: &random) ?? .system, thumbprint: "\(index)",
                    certificate: [UInt8(index), 2, 3], privateKey: index == 0 ? [4, 5] : nil, notAfter: 6,
                    origin: .allCases.randomElement(using: &random) ?? .other))
        }
        if let first = store.entries.first, store.entries.count > 1 {
            store.remove(first.thumbprint, from: first.location)
        }
        return store
    }

    /// An enrolment after some sessions.
    private static func enrollment(_ random: inout SeededGenerator) -> Enrolled {
        let account = ManagementAccount(
            providerID: name(&random), addresses: ["https://\(name(&random))"], user: name(&random),
            enrollmentType: .full, discoveryURL: name(&random))
        var enrolled = Enrolled(account: account, since: now)
        enrolled.sessionNumber = UInt16.random(in: 0...UInt16.max, using: &random)
        enrolled.polls.count = Int.random(in: 0...100, using: &random)
        enrolled.polls.last = Bool.random(using: &random) ? now.adding(days: 1) : nil
        enrolled.userToken = Bool.random(using: &random) ? name(&random) : nil
        enrolled.isUnenrolling = Bool.random(using: &random)
        return enrolled
    }

    /// Nodes with random names and values below random ones, in both scopes.
    private static func tree(_ random: inout SeededGenerator) -> Tree {
        var tree = Tree()
        var paths: [[NodeName]] = [[]]
        for _ in 0..<Int.random(in: 0...40, using: &random) {
            let parent = paths.randomElement(using: &random) ?? []
            let path = parent + [NodeName(name(&random))]
            let scope = NodeScope.allCases.randomElement(using: &random) ?? .device
            tree.set(value(&random), at: path, in: scope)
            if path.count < 6 { paths.append(path) }
        }
        return tree
    }

    private static func value(_ random: inout SeededGenerator) -> NodeValue? {
        let format = NodeFormat.allCases.randomElement(using: &random) ?? .chr
        let type = [nil, "text/plain", "application/x-contoso; a=\"ü\"", ""].randomElement(using: &random) ?? nil
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return nil
        case 1:
            let bytes = (0..<Int.random(in: 0...20, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            return NodeValue(format: .bin, type: type, content: .bytes(bytes))
        case 2: return NodeValue(format: format, type: type, content: .text(""))
        default: return NodeValue(format: format, type: type, content: .text(name(&random)))
        }
    }

    /// A text with everything in it that somebody might take for a separator or an end.
    static func name(_ random: inout SeededGenerator) -> String {
        let parts = [
            "a", "A", "/", "%", "%2F", "ü", "😀", "e\u{301}", " ", "'", "\"", ";", "?", "\u{0}", "\n", ".", "*",
            "Device",
        ]
        return (0..<Int.random(in: 1...6, using: &random)).map { _ in parts.randomElement(using: &random) ?? "a" }
            .joined()
    }
}
