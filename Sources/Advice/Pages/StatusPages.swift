import Enrollment
import ManagementTree
import Session
import SyncML

/// What the statuses of OMA-DM mean (OMA-TS-DM_RepPro-V1_2_1 section 10; OMA-TS-SyncML_RepPro-V1_2_2 section 10), and which
/// situations get them on this phone (`StatusTable`).
enum StatusPages {
    static func page(_ number: Int) -> AdvicePage? {
        guard let number = UInt16(exactly: number), let row = StatusMeanings.rows[number] else { return nil }
        let code = StatusCode(rawValue: number)
        var details: [AdvicePage.Detail] = []
        let situations = situations(of: code)
        if !situations.isEmpty { details.append(AdvicePage.Detail("this phone gives it", situations)) }
        if !code.isSuccess, number >= 300 {
            let report = WindowsNumber.report(Int(number))
            details.append(
                AdvicePage.Detail(
                    "in reports of Intune",
                    ["\(WindowsNumber.text(report)), as a signed number \(WindowsNumber.signed(report))"]))
        }
        return AdvicePage(
            .status, String(number), title: code.name, meaning: row.meaning, remedy: row.remedy, details: details)
    }

    /// Which commands get it where: `Add: the node is there already`.
    private static func situations(of code: StatusCode) -> [String] {
        let verbs = AccessCommand.Verb.told.filter { $0 != .copy }
        var lines: [String] = []
        for situation in Situation.allCases where situation != .done && situation != .accepted {
            let fitting = verbs.filter { StatusTable.status(situation, $0) == code && situation.canMeet($0) }
            guard !fitting.isEmpty else { continue }
            let names = fitting.count == verbs.count ? "any command" : fitting.map(\.name).joined(separator: ", ")
            lines.append("\(names): \(situation.words)")
        }
        return lines
    }

    /// The cases in which a command gets a status; none for Copy, which gets one in every case.
    static func situations(of code: StatusCode, on verb: AccessCommand.Verb) -> [Situation] {
        guard verb != .copy else { return [] }
        return Situation.allCases.filter { situation in
            situation != .done && situation != .accepted && situation.canMeet(verb)
                && StatusTable.status(situation, verb) == code
        }
    }
}

extension Situation {
    /// The case in words.
    var words: String {
        switch self {
        case .done: "it is done"
        case .accepted: "it is taken and goes on after the answer"
        case .malformedURI: "the address is none"
        case .uriTooLong: "the address is too long or too deep"
        case .missing: "the node is not there, and the command cannot make it"
        case .undescribed: "no description knows the address"
        case .notOnThisDevice: "the node is for other builds, editions or devices"
        case .exists: "the node is there already"
        case .parentIsLeaf: "the address goes on below a leaf"
        case .interior: "the node is an interior one and has no value"
        case .accessDenied: "the node's description does not admit the command"
        case .permanent: "the node is permanent"
        case .root: "the command is for the root"
        case .scopeMismatch: "the node stands under the other of ./Device and ./User, or no user is signed in"
        case .unknownProperty: "?prop= names a property that is not supported"
        case .propertyNotAllowed: "?prop= names a property that the command may not have"
        case .unknownList: "?list= asks for another kind than Struct and StructData"
        case .listNotAllowed: "?list= stands with another command than Get"
        case .wrongFormat: "format or type do not fit the node, or the value is none of its format"
        case .dataMissing: "the value is missing"
        case .targetMissing: "the item names no node"
        case .tooLarge: "the value is larger than the server takes (MaxObjSize), or than one reply holds"
        case .valueRefused: "the node does not take the value"
        case .occurrenceExceeded: "no more nodes may stand at the place"
        case .storageFull: "the phone has no storage left for its management tree"
        case .verbUnsupported: "the phone does not support the command"
        case .notAllowedNow: "the CSP does not allow it as the phone is now"
        case .failed: "the CSP tried and failed"
        }
    }

    /// Whether the situation can come about with a verb: the table has a code for every pair, also for those that cannot.
    fileprivate func canMeet(_ verb: AccessCommand.Verb) -> Bool {
        switch self {
        case .exists: verb == .add
        case .missing: verb != .add
        case .interior: verb == .replace
        case .wrongFormat, .dataMissing, .storageFull: verb == .add || verb == .replace
        case .valueRefused: verb == .add || verb == .replace
        case .occurrenceExceeded: verb == .add
        case .tooLarge: verb != .delete && verb != .exec
        case .root: verb != .add && verb != .get
        case .permanent: verb == .delete || verb == .replace
        case .unknownList: verb == .get
        case .listNotAllowed: verb != .get
        case .verbUnsupported, .notAllowedNow: verb == .exec
        case .done, .accepted, .malformedURI, .uriTooLong, .undescribed, .notOnThisDevice, .parentIsLeaf, .accessDenied,

            .scopeMismatch, .unknownProperty, .propertyNotAllowed, .targetMissing, .failed:
            true
        }
    }
}
