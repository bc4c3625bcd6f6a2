/// What stands beside the messages of a recording, so that it replays exactly: `recording.json` in a `--record` folder.
///
/// A folder is counted on from, so it may hold what several runs of the program have recorded.
package struct RecordingDescription: Equatable, Sendable {
    /// The format that is written; a later one is refused, because what it means is not known.
    package static let format = 1
    package static let fileName = "recording.json"

    /// The version of the program that wrote it last.
    package var version: String
    /// In the order in which they were recorded.
    package var runs: [Run]

    /// What one run of the program has recorded: from its first exchange to the one before the next run's first.
    package struct Run: Equatable, Sendable {
        /// The number of its first exchange, as the names of the files have it.
        package var first: Int
        /// The version of the program that recorded it.
        package var version: String
        /// The name of the phone's profile.
        package var profile: String?
        /// What `--seed` said; nil where it said nothing. Where its random numbers stood, each phone's own file tells.
        package var seed: UInt64?
        /// What the PIN reset service was: `embedded`, `granted`, `denied`, or its address.
        package var pinResetService: String?
        /// Whether answer rules made the phone answer otherwise than it would; they are not replayed.
        package var hasAnswerRules = false
        /// The versions of TLS that were spoken, such as `TLSv1.2`; none where none was.
        package var tls: [String] = []
        /// SHA-1 thumbprints of the certificates with which the phone said who it is, in hexadecimal, in the order of their
        /// first use.
        package var certificates: [String] = []

        package init(
            first: Int, version: String, profile: String? = nil, seed: UInt64? = nil, pinResetService: String? = nil,
            hasAnswerRules: Bool = false, tls: [String] = [], certificates: [String] = []
        ) {
            self.first = first
            self.version = version
            self.profile = profile
            self.seed = seed
            self.pinResetService = pinResetService
            self.hasAnswerRules = hasAnswerRules
            self.tls = tls
            self.certificates = certificates
        }
    }

    package init(version: String, runs: [Run] = []) {
        self.version = version
        self.runs = runs
    }

    /// As the file that is written.
    package var file: CaptureFile {
        let runs = runs.map { "    \($0.text)" }.joined(separator: ",\n")
        let text = """
            {
              "understudyRecording": \(Self.format),
              "version": \(JSONText.quoted(version)),
              "runs": [
            \(runs)
              ]
            }

            """
        return CaptureFile(name: Self.fileName, octets: Array(text.utf8))
    }
}

extension RecordingDescription.Run {
    /// As an object of JSON in one line.
    fileprivate var text: String {
        func list(_ texts: [String]) -> String { "[\(texts.map(JSONText.quoted).joined(separator: ", "))]" }
        var members = [("first", String(first)), ("version", JSONText.quoted(version))]
        if let profile { members.append(("profile", JSONText.quoted(profile))) }
        if let seed { members.append(("seed", String(seed))) }
        if let pinResetService { members.append(("pinResetService", JSONText.quoted(pinResetService))) }
        if hasAnswerRules { members.append(("answerRules", "true")) }
        if !tls.isEmpty { members.append(("tls", list(tls))) }
        if !certificates.isEmpty { members.append(("certificates", list(certificates))) }
        return "{\(members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", "))}"
    }
}
