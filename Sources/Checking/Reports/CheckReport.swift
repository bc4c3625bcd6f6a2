/// What `check` says of all files of a call.
package struct CheckReport: Equatable, Sendable {
    package var files: [FileReport]
    /// The version of this program.
    package var version: String
    /// The profile of the phone.
    package var device: String

    package init(files: [FileReport], version: String, device: String) {
        self.files = files
        self.version = version
        self.device = device
    }

    package func count(_ severity: Severity) -> Int {
        files.reduce(0) { count, file in count + file.findings.count { $0.severity == severity } }
    }

    /// The files that could not be read.
    package var unread: [FileReport] { files.filter { $0.failure != nil } }

    /// How it went, in one sentence.
    package var summary: String {
        let errors = count(.error)
        let warnings = count(.warning)
        let ignored = files.reduce(0) { $0 + $1.ignored }
        var sentence = "\(Self.number(files.count, "file")): "
        sentence +=
            errors + warnings == 0
            ? "nothing found" : "\(Self.number(errors, "error")) and \(Self.number(warnings, "warning"))"
        if ignored > 0 { sentence += ", \(ignored) ignored" }
        if !unread.isEmpty { sentence += ", \(Self.number(unread.count, "file")) not read" }
        if errors + warnings > 0 { sentence += "; understudy explain RULE tells what a rule means" }
        return sentence
    }

    private static func number(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
}
