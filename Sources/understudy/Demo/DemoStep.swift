/// A step of the story, for people as a line, and for scripts.
struct DemoStep: Encodable, Sendable {
    enum Kind: String, Encodable, Sendable {
        case consent, enrol, policy, assign, sync, unlock, reset, passcode, oldPIN, newPIN, end

        /// What stands in front of its line.
        var label: String {
            switch self {
            case .oldPIN: "old PIN"
            case .newPIN: "new PIN"
            default: rawValue
            }
        }
    }

    var kind: Kind
    /// What happened.
    var text: String
    /// What went over the wire for it.
    var wire: [DemoWire.Passage]
    /// What the phone answered to the commands of its server, each with its status.
    var answers: [String]
}

/// All of it, as the command's document has it.
struct DemoReport: Encodable, Sendable {
    /// Where the lab is, or was.
    var url: String
    /// Which other end was asked for.
    var fail: DemoEnding?
    var steps: [DemoStep] = []
    /// The new PIN, as the server has it.
    var passcode: String?
    /// Why there is none.
    var reason: String?
    var seconds: Double = 0
    /// The folder that keeps lab and phone.
    var folder: String?
    /// Of a lab and a phone that stay: where the portal is, and the phone's control API.
    var portal: String?
    var phone: String?
}
