import JSON
import Session
import SimulatedPhone

/// The bodies of the control API, by the names that its description gives them.
enum ControlSchemas {
    static let all = control.merging(page) { first, _ in first }

    private static let control: [String: JSONSchema] = [
        "ControlError": .object([
            .required("error", .text, "What happened and what to do."),
            .required("code", .choice(ControlError.Code.allCases.map(\.rawValue)), "The same for programs."),
            .required("outcome", outcome, "The same as one of the words that exit codes stand for."),
            .optional("hresult", .text, "What Windows shows of the failure, such as 0x80180008."),
        ]),
        "ControlProof": .object([.required("proof", .text, "64 hexadecimal digits.")]),
        "Loan": .object([
            .required("name", .text, "The folder of the copy, below loans in the state folder."),
            .optional("rules", .named("LentRules"), "How the phone answers otherwise than it would."),
        ]),
        "LentRules": .object([
            .required("entries", .list(.named("AnswerRuleReport")), "The rules, in the order in which they count."),
            .required("position", .text, "Where the random numbers of their chances stand, in decimal digits."),
        ]),
        "PINRequest": .object([.required("pin", .text, "The PIN.")]),
        "LoginRequest": .object([.required("status", login, "Who signs in.")]),
        "LoginReply": .object([
            .required("status", login, "Who is signed in now."),
            .optional("session", .named("SyncReply"), "The session that the server wanted to follow."),
        ]),
        "PersonReply": .object([
            .required("isDone", .flag, "Whether it was done."),
            .required("message", .text, "A sentence about it."),
            .required("isLocked", .flag, "Whether the screen is locked now."),
            .required("isEnrolled", .flag, "Whether the phone has an account with a server now."),
        ]),
        "SyncReply": .object([
            .required("outcome", outcome, "What it came to, in one of the words that exit codes stand for."),
            .required("sessionOutcome", .text, "How the session ended."),
            .required("messages", .integer, "How many messages the phone sent."),
            .required("statuses", .list(.named("NamedStatus")), "The statuses that the phone gave."),
            .required("isSuccess", .flag, "Whether it ended as it should and every status was one of success."),
            .required("events", .list(.named("AgentEvent")), "What happened meanwhile."),
            .required("isEnrolled", .flag, "Whether the phone has an account with a server now."),
        ]),
        "NamedStatus": .object([
            .required("code", .integer, "The status."), .required("name", .text, "What it is called."),
        ]),
        "AnswerRule": .object(answerRule),
        "AnswerRuleReport": .object([
            .required("id", .integer, "The rule's number."), .required("rule", .named("AnswerRule"), "What it says."),
            .required("source", .text, "Where it was written: a file with its line, or the control API."),
            .required("uses", .integer, "How often it was used."),
        ]),
        "TreeRow": treeRow, "AgentEvent": event, "StatusReport": status, "Enrolment": enrollment, "PINRules": pinRules,
        "PolicyNote": .object([
            .required("uri", .text, "The policy's address."), .required("value", .text, "What was written."),
            .required("note", .text, "Why it has no effect, and what to do."),
        ]),
        "Sight": .object([
            .required("csp", .text, "The CSP's name."), .required("text", .text, "What a person sees of it."),
        ]),
        "Memory": .object([
            .required("key", .text, "The CSP's name."), .required("value", .text, "What it remembers, as JSON."),
        ]),
        "WaitingJob": .object([
            .required("csp", .text, "The CSP that it is of."),
            .required("order", .text, "What is to be done, as JSON."),
            .required("due", .text, "When it begins or, once it has begun, when it ends."),
            .required("isBegun", .flag, "Whether it has begun."),
            .required("isAway", .flag, "Whether the phone answers nobody until it ends."),
        ]),
        "WaitingAlert": .object([
            .required("type", .text, "The alert's type."), .required("format", .text, "The format of its data."),
            .required("data", .text, "Its data."), .optional("source", .text, "The node that it is about."),
        ]),
        "Rule": .object([
            .required("value", .text, "The value in force."),
            .required("source", .text, "The policy it comes from."),
        ]),
    ]

    private static let outcome = JSONSchema.choice(Outcome.allCases.map(\.rawValue))

    private static let login = JSONSchema.choice(Phone.LoginStatus.allCases.map(\.rawValue))

    private static let answerRule: [JSONSchema.Member] = AnswerRuleForm.CodingKeys.allCases.map { key in
        let note = "Takes \(AnswerRuleForm.allowed(key))."
        return switch key {
        case .on: .required(key.rawValue, .text, note)
        case .status, .times: .optional(key.rawValue, .integer, note)
        case .chance: .optional(key.rawValue, .number, note)
        case .value, .after: .optional(key.rawValue, .text, note)
        case .do: .optional(key.rawValue, .choice(AnswerRule.Deed.allCases.map(\.rawValue)), note)
        }
    }

    private static let treeRow = JSONSchema.object([
        .required("uri", .text, "The node's address."),
        .required("depth", .integer, "How deep the node is below the first one."),
        .required("name", .text, "The last name of the address."),
        .required("format", .text, "The node's format."),
        .required("access", .text, "A Add, C Copy, D Delete, E Exec, G Get, R Replace."),
        .optional("value", .text, "The value of a leaf that can be read."),
        .optional("allowed", .text, "Which values the leaf takes, and what they mean."),
        .optional("defaultValue", .text, "What a leaf is where nobody wrote it."),
        .optional("since", .text, "The version of Windows that brought the node."),
        .required("isPresent", .flag, "Whether the node is there, or could be."),
    ])

    private static let event = JSONSchema.object([
        .required("number", .integer, "Counted from 1 since the phone was started."),
        .required("time", .text, "When it happened: ISO 8601, in UTC."),
        .required("kind", .choice(AgentEvent.Kind.allCases.map(\.rawValue)), "What happened."),
        .optional("session", .text, "The SessionID."),
        .optional("message", .text, "The MsgID."),
        .optional("command", .text, "The command's name."),
        .optional("commandID", .text, "The command's CmdID."),
        .optional("uris", .list(.text), "The nodes that the command was for."),
        .optional("status", .integer, "The status that the command got."),
        .optional("statusName", .text, "What the status is called."),
        .optional("text", .text, "A sentence or a value."),
        .optional("label", .text, "Of a tolerance: its kind. Of a job and of what is noticed: the CSP."),
        .optional("place", .text, "Of a tolerance: where, as message, line and column."),
        .optional("isBreach", .flag, "Of a tolerance: true where the server broke its protocol."),
        .optional("notes", .list(.text), "What is to be known of the command beside its status."),
    ])

    private static let status = JSONSchema.object([
        .required("model", .text, "Manufacturer and model."),
        .required("build", .text, "The version of Windows."),
        .required("deviceID", .text, "The phone's id."),
        .optional("tenant", .text, "The Azure AD directory that the phone is joined to."),
        .optional("user", .text, "The user who joined it."),
        .required("isLocked", .flag, "Whether the screen is locked."),
        .required("hasPIN", .flag, "Whether the phone has a PIN."),
        .optional("pin", .text, "The PIN, where it was asked for."),
        .optional("pinSetAt", .text, "When the PIN was set."),
        .required("isPINExpired", .flag, "Whether the PIN must be changed."),
        .required("failedAttempts", .integer, "Wrong PINs in a row."),
        .required("helloKeys", .list(.text), "The keys in the Windows Hello container."),
        .required("pinRules", .named("PINRules"), "What a PIN must be."),
        .required("pinViolations", .list(.text), "What is wrong with the PIN by these rules."),
        .optional("recoveryObstacle", .text, "What LockAndRecoverPIN lacks."),
        .optional("recoveryNote", .text, "What is known of the PIN reset service only when a reset asks it."),
        .required("policyNotes", .list(.named("PolicyNote")), "Policies that were written and have no effect."),
        .required("jobs", .list(.named("WaitingJob")), "What the phone has still to do."),
        .required("alerts", .list(.named("WaitingAlert")), "What it has to tell its server (alert 1226)."),
        .required("sights", .list(.named("Sight")), "What a person sees of each CSP."),
        .required("memory", .list(.named("Memory")), "What CSPs remember beside their nodes."),
        .optional("enrolment", .named("Enrolment"), "The account; missing where the phone is not enrolled."),
    ])

    private static let enrollment = JSONSchema.object([
        .required("provider", .text, "The server's id."),
        .required("server", .text, "The server's address."),
        .required("user", .text, "The user who enrolled."),
        .required("type", .text, "Device or Full."),
        .required("since", .text, "When the phone enrolled."),
        .required("scheduledSessions", .integer, "How many scheduled sessions there were."),
        .optional("lastScheduledSession", .text, "When the last one was."),
        .optional("certificateUntil", .text, "When the phone's certificate ends."),
        .optional("renewalObstacle", .text, "Why the phone's certificate is never renewed."),
        .optional("document", .text, "Where the account came from."),
        .optional("certificate", .text, "Where the phone's certificate and its key came from."),
        .required("isEnding", .flag, "Whether the account is about to go."),
    ])

    private static let pinRules = JSONSchema.object(
        [
            ("minimumLength", "The least characters."), ("maximumLength", "The most characters."),
            ("digits", "Whether digits must or may be in it."),
            ("lowercaseLetters", "Whether lower-case letters must or may be in it."),
            ("uppercaseLetters", "Whether upper-case letters must or may be in it."),
            ("specialCharacters", "Whether special characters must or may be in it."),
            ("simplePatterns", "Whether patterns such as 1234 are allowed."),
            ("history", "How many old PINs cannot be used again."),
            ("expirationDays", "Days until the PIN must be changed."),
            ("failedAttempts", "Wrong PINs in a row until the phone is wiped."),
            ("inactivityMinutes", "Minutes without use until the screen locks."),
        ].map { .required($0.0, .named("Rule"), $0.1) })
}
