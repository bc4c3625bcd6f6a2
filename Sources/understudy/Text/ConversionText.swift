import Captures

/// What a conversion has done, as data.
struct ConversionReport: Encodable, Sendable {
    /// Something that is to be said of a place in the capture.
    struct Remark: Encodable, Sendable {
        var kind: String
        var place: String
        var message: String

        init(_ warning: CaptureWarning) {
            kind = warning.kind.rawValue
            place = warning.place.description
            message = warning.message
        }
    }

    var form: String
    /// nil for standard output.
    var output: String?
    /// The names of the files; in a folder without it.
    var files: [String]
    var sessions: Int
    /// The messages of sessions that could be read.
    var messages: Int
    /// Exchanges of enrolment, and others.
    var others: Int
    /// Messages that cannot be read.
    var unreadable: Int
    /// Whether the capture holds phones as they were, which are not in what was written.
    var leavesOutPhone: Bool
    var warnings: [Remark]
    /// How many different secrets of each kind have stand-ins; nil where nothing was to be taken out.
    var redacted: [String: Int]?
    /// What could not be looked into.
    var leftOut: [Remark]?

    init(
        form: String, output: String?, files: [String], sessions: Int, messages: Int, others: Int, unreadable: Int,
        leavesOutPhone: Bool, warnings: [Remark], redaction: Redaction?
    ) {
        self.form = form
        self.output = output
        self.files = files
        self.sessions = sessions
        self.messages = messages
        self.others = others
        self.unreadable = unreadable
        self.leavesOutPhone = leavesOutPhone
        self.warnings = warnings
        redacted = redaction.map { redaction in
            Dictionary(uniqueKeysWithValues: redaction.counts.map { ($0.key.rawValue, $0.value) })
        }
        leftOut = redaction?.leftOut.map(Remark.init)
    }
}

/// The text of `convert`, on standard error.
enum ConversionText {
    /// - Parameters:
    ///   - notes: what was said of the capture.
    ///   - leftOut: what could not be looked into.
    ///   - passedOver: how many exchanges the form has no room for.
    static func lines(
        _ report: ConversionReport, notes: [CaptureWarning], leftOut: [CaptureWarning], passedOver: Int
    ) -> [String] {
        var lines: [String] = []
        if let output = report.output {
            let count = report.files.count
            let what = count == 1 ? "" : " (\(count) files)"
            lines.append("written: \(Console.visible(output))\(what)")
        }
        lines += NoteLines.lines(notes, "note")
        if passedOver > 0 {
            lines.append(
                "note: \(passedOver) exchanges of enrolment and others are not in it; --to record and --to har keep them"
            )
        }
        if report.files.contains(where: RecordingFolder.isPhone) {
            lines.append("note: the phone is in it, with its PIN and keys; --redact leaves it out")
        }
        if report.leavesOutPhone {
            lines.append("note: the phone as it was is not in it; replay with --state FOLDER where you still have it")
        }
        if let redacted = report.redacted {
            let counts = SecretKind.allCases.compactMap { kind in
                redacted[kind.rawValue].map { "\($0) \(name(kind, isOne: $0 == 1))" }
            }
            lines.append("redacted: \(counts.isEmpty ? "nothing was found" : counts.joined(separator: ", "))")
        }
        return lines + NoteLines.lines(leftOut, "left out")
    }

    private static func name(_ kind: SecretKind, isOne: Bool) -> String {
        switch kind {
        case .pin: isOne ? "PIN" : "PINs"
        case .password: isOne ? "password" : "passwords"
        case .token: isOne ? "token" : "tokens"
        case .key: isOne ? "key" : "keys"
        case .certificate: isOne ? "certificate" : "certificates"
        case .name: isOne ? "name" : "names"
        case .identifier: isOne ? "id" : "ids"
        case .host: isOne ? "server" : "servers"
        case .network: isOne ? "network address" : "network addresses"
        }
    }
}
