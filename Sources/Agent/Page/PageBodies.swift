import SimulatedPhone
import SyncML

/// A command on one node, as somebody gives it on the phone's page.
package struct HandCommand: Codable, Equatable, Sendable {
    /// `add`, `replace`, `delete`, `get` or `exec`.
    package var verb: String
    package var uri: String
    /// Of an add, a replace or an exec.
    package var value: String?
    /// The format of the value; nil for that of the node's description.
    package var format: String?
}

/// What came of it.
package struct HandReply: Codable, Equatable, Sendable {
    package var status: Int
    /// What the status is called.
    package var statusName: String
    package var reason: String?
    package var notes: [String]
    /// What a get found.
    package var value: String?

    init(_ report: DeviceAgent.HandReport) {
        status = Int(report.status.rawValue)
        statusName = report.status.name
        reason = report.reason
        notes = report.notes
        value = report.value
    }
}

/// What is wrong with a PIN that somebody has in mind.
package struct PINVerdict: Codable, Equatable, Sendable {
    /// Which rules it breaks.
    package enum Fault: String, Codable, Equatable, Sendable, CaseIterable {
        case tooShort, tooLong, lacksDigits, lacksLowercase, lacksUppercase, lacksSpecial
        case hasDigits, hasLowercase, hasUppercase, hasSpecial
        case foreignCharacters, simplePattern, usedBefore
    }

    package var faults: [Fault]

    init(_ violations: [PINViolation]) {
        faults = violations.map { Fault($0) }
    }
}

extension PINVerdict.Fault {
    init(_ violation: PINViolation) {
        switch violation {
        case .tooShort: self = .tooShort
        case .tooLong: self = .tooLong
        case .foreignCharacters: self = .foreignCharacters
        case .simplePattern: self = .simplePattern
        case .usedBefore: self = .usedBefore
        case .lacking(let kind, _):
            switch kind {
            case .digits: self = .lacksDigits
            case .lowercaseLetters: self = .lacksLowercase
            case .uppercaseLetters: self = .lacksUppercase
            case .specialCharacters: self = .lacksSpecial
            }
        case .forbidden(let kind, _):
            switch kind {
            case .digits: self = .hasDigits
            case .lowercaseLetters: self = .hasLowercase
            case .uppercaseLetters: self = .hasUppercase
            case .specialCharacters: self = .hasSpecial
            }
        }
    }
}
