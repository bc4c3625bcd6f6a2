import Captures
import JSON

/// The bodies of what the phone's page asks for.
extension ControlSchemas {
    static let page: [String: JSONSchema] = [
        "ConversationPage": .object([
            .required("revision", .integer, "To be given as after the next time."),
            .required("hasMore", .flag, "Whether there is more of it at once."),
            .required("oldest", .integer, "The number of the oldest message that is kept."),
            .required("sessions", .list(.named("ConversationSession")), "Sessions that are new or have changed."),
            .required("messages", .list(.named("ConversationLine")), "Messages that are new or have changed."),
        ]),
        "ConversationSession": session, "ConversationLine": line, "ConversationMessage": message,
        "ConversationMark": .object([
            .required("label", .text, "Its kind."), .required("text", .text, "What is odd, as a sentence."),
            .required("place", .text, "Where, as line and column or byte offset."),
            .optional("offset", .integer, "Where in the text, in units of UTF-16, or in the octets."),
            .required("rank", .choice(["usual", "odd", "lossy", "breach"]), "How much it matters."),
        ]),
        "ConversationCommand": command, "NodeReport": node,
        "HandCommand": .object([
            .required("verb", .choice(["add", "replace", "delete", "get", "exec"]), "What is asked of the node."),
            .required("uri", .text, "The node's address."),
            .optional("value", .text, "The value of an add, a replace or an exec."),
            .optional("format", .text, "The value's format; that of the node's description if not given."),
        ]),
        "HandReply": .object([
            .required("status", .integer, "The status."), .required("statusName", .text, "What it is called."),
            .optional("reason", .text, "Why it is not 200."),
            .required("notes", .list(.text), "What there is to know beside the status."),
            .optional("value", .text, "What a get found."),
        ]),
        "PINVerdict": .object([
            .required(
                "faults", .list(.choice(PINVerdict.Fault.allCases.map(\.rawValue))), "The rules that the PIN breaks.")
        ]),
    ]

    private static let session = JSONSchema.object([
        .required("number", .integer, "Counted from 1 since the phone was started."),
        .required("revision", .integer, "When it changed last."), .required("id", .text, "The SessionID."),
        .required("begun", .text, "When it began."), .optional("ended", .text, "When it ended."),
        .optional("outcome", .text, "How it ended, in a word."), .optional("text", .text, "The same as a sentence."),
    ])

    private static let line = JSONSchema.object([
        .required("number", .integer, "Counted from 1 since the phone was started."),
        .required("revision", .integer, "When it changed last."),
        .optional("session", .integer, "The session's number; missing in enrolment."),
        .required("sender", .choice(["device", "server"]), "Who sent it."),
        .required("time", .text, "When it went out, or came."),
        .optional("milliseconds", .integer, "Of an answer: how long it was waited for."),
        .optional("messageID", .text, "The MsgID."),
        .optional("form", .choice(["xml", "wbxml"]), "Missing for what is no message of a session."),
        .required("size", .integer, "The octets of its body."), .optional("httpStatus", .integer, "Of an answer."),
        .required(
            "commands",
            .list(
                .object([
                    .required("name", .text, "A command's name."), .required("count", .integer, "How many there are."),
                ])), "What is in it."),
        .optional("worstStatus", .integer, "The worst status in it, or that the phone gave to something in it."),
        .required("tolerances", .integer, "How many leniencies it took to read it."),
        .optional("failure", .text, "Why no answer came, or why it is of no use."),
    ])

    private static let message = JSONSchema.object([
        .required("line", .named("ConversationLine"), "What is seen of it in a list."),
        .required("head", .list(.text), "The lines of its HTTP head."),
        .optional("url", .text, "Where it was sent."), .optional("pretty", .text, "As XML, laid out."),
        .optional("wire", .text, "As it was on the wire, where that is a text."),
        .optional("octets", .text, "As it was on the wire, base64."),
        .required("marks", .list(.named("ConversationMark")), "What is odd about it."),
        .required("commands", .list(.named("ConversationCommand")), "What it asks or says, one by one."),
        .required("omitted", .integer, "How many more there are."),
        .required("isMasked", .flag, "Whether a secret is not shown."),
    ])

    private static let command = JSONSchema.object([
        .required("name", .text, "The element's name."), .optional("id", .text, "The CmdID."),
        .required("depth", .integer, "How many containers it stands in."), .optional("address", .text, "The node."),
        .optional("value", .text, "The value."), .optional("format", .text, "The value's format."),
        .optional("about", .text, "What a status or result answers, or an alert's number and type."),
        .optional("status", .integer, "The status."), .optional("statusName", .text, "What it is called."),
        .optional("reason", .text, "Why the phone gave it."),
        .optional(
            "meaning", .list(.text), "What such a status means, where why it was given is not known: a phone knows."),
        .required("notes", .list(.text), "What there is to know beside the status."),
    ])

    private static let node = JSONSchema.object([
        .required("uri", .text, "The node's address."), .optional("description", .text, "What it is."),
        .required("csp", .text, "The CSP's name."), .optional("purpose", .text, "What the CSP is for."),
        .required("format", .text, "The node's format."),
        .required("access", .list(.text), "The verbs that the description admits."),
        .optional("allowed", .text, "Which values it takes."),
        .required(
            "values",
            .list(
                .object([
                    .required("value", .text, "A value."), .optional("meaning", .text, "What it means."),
                ])), "The values that it takes, where they are a list."),
        .optional("defaultValue", .text, "What it is where nobody wrote it."),
        .optional("since", .text, "The version of Windows that brought it."),
        .required("isDeprecated", .flag, "Whether it is no longer recommended."),
        .optional("obstacle", .text, "Why this phone does not have it."),
        .required("isPresent", .flag, "Whether it is there."), .optional("value", .text, "Its value."),
        .required("notes", .list(.text), "What there is to know of it."),
        .optional("writtenIn", .integer, "The message that wrote it last, where one did and is still kept."),
        .optional("writtenBy", .text, "By which command."), .optional("writtenAt", .text, "When."),
    ])
}
