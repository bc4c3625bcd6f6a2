import ManagementTree
import Notation

/// What happened at the phone that matters for security, as Reporting/SecurityAuditing tells it.
struct AuditLog: KeyedValue {
    static let key = "Reporting"

    enum Kind: String, Codable {
        case signIn = "Logon"
        case wrongPIN = "LogonFailure"
        case lock = "Lock"
        case newPIN = "PINChange"
    }

    struct Entry: Codable, Equatable, Sendable {
        var time: Instant
        var kind: Kind
    }

    private(set) var entries: [Entry] = []

    /// Inferred: how many the phone keeps.
    private static let most = 100

    mutating func add(_ kind: Kind, at time: Instant) {
        entries.append(Entry(time: time, kind: kind))
        if entries.count > Self.most { entries.removeFirst() }
    }
}

extension Phone {
    /// Notes something where the server wants it noted (Microsoft, *WindowsSecurityAuditing CSP*).
    mutating func audit(_ kind: AuditLog.Kind, _ now: Instant) {
        let node = tree.node(
            at: ["Vendor", "MSFT", "WindowsSecurityAuditing", "ConfigurationSettings", "EnableSecurityAuditing"],
            in: .device)
        if node?.value?.flag == true { self[AuditLog.self].add(kind, at: now) }
    }
}
