/// What `check` says of one file.
package struct FileReport: Equatable, Sendable {
    /// What a payload comes to on a phone, the best first.
    package enum Verdict: String, Sendable, CaseIterable {
        case works
        case worksWithWarnings
        case refused
        /// It cannot be read as a payload at all.
        case unreadable
    }

    /// The name as it was given.
    package var file: String
    /// In the order of their places.
    package var findings: [Finding]
    /// How many more there are that somebody switched off.
    package var ignored: Int
    /// Why the file could not be opened; nil for one that was.
    package var failure: String?

    package init(file: String, findings: [Finding] = [], ignored: Int = 0, failure: String? = nil) {
        self.file = file
        self.findings = findings
        self.ignored = ignored
        self.failure = failure
    }

    package var verdict: Verdict {
        if failure != nil || findings.contains(where: { $0.rule.isAboutFile }) { return .unreadable }
        if findings.contains(where: { $0.severity == .error }) { return .refused }
        return findings.isEmpty ? .works : .worksWithWarnings
    }
}
