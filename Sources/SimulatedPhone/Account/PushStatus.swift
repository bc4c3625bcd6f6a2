import ManagementTree
import Notation

/// DMClient/Provider/{id}/Push/Status (csp.md 10.1).
enum PushStatus: Int {
    case ok = 0
    case badFamilyName = 1
    case noChannel = 4
    case expired = 5

    static func of(_ phone: Phone, _ now: Instant) -> PushStatus {
        if let push = phone.enrolled?.push {
            return now < push.made.adding(days: Enrolled.PushChannel.validDays) ? .ok : .expired
        }
        guard let name = phone.accountValue(["Push", "PFN"])?.text, !name.isEmpty else { return .noChannel }
        return .badFamilyName
    }

    /// Inferred: a package family name is a name, an underscore and the thirteen characters of the publisher's hash.
    static func isFamilyName(_ text: String) -> Bool {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 13, !parts[0].isEmpty else { return false }
        return parts[1].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    }
}
