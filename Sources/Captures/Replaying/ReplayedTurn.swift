package import Session

/// A message of one side of a capture, played to somebody, beside what was answered then and now.
///
/// It is handed out as soon as it is known, so that a capture of any length costs no more memory than its longest message.
package struct ReplayedTurn: Sendable {
    /// What stands behind the answers that departed, for each difference of `differences` by its place.
    package struct Finding: Sendable {
        package var difference: Difference
        /// The CmdID of the command whose answer it is in; nil where it is in no answer to one.
        package var commandID: String?
        /// The rule of the phone that led to its answer: the reason or the note of the status; nil where there is none.
        package var rule: String?
        /// Where an answer is missing: the recorded one that comes nearest, and what differs in it, invisible characters
        /// shown.
        package var nearest: NearestAnswer?

        package init(
            _ difference: Difference, commandID: String? = nil, rule: String? = nil, nearest: NearestAnswer? = nil
        ) {
            self.difference = difference
            self.commandID = commandID
            self.rule = rule
            self.nearest = nearest
        }
    }

    /// The id of the session; nil for commands without a message around them.
    package var session: String?
    /// The device's address in the capture.
    package var device: String?
    /// The profile of the phone that answers now; nil where a server does.
    package var profile: String?
    /// The session's place in the capture, from 1.
    package var sessionNumber: Int
    /// The place of the turn in its session, from 1.
    package var number: Int
    /// What was played; nil for package 1, which the device says of itself.
    package var asked: RecordedMessage?
    /// What was answered when the capture was made; nil where the capture does not hold it.
    package var recorded: RecordedMessage?
    /// What is answered now; nil where nothing is.
    package var replayed: RecordedMessage?
    /// What became of each command and why; nil where nobody can know, as of a live server.
    package var explanation: Explanation?
    /// What differs and counts.
    package var findings: [Finding]
    /// How much differs and does not count.
    package var ignored = 0
    /// Whether what was recorded was only read and written again, because the server's message is not in the capture.
    package var isComparedInForm = false

    package init(
        session: String?, device: String?, profile: String? = nil, sessionNumber: Int, number: Int,
        asked: RecordedMessage? = nil, recorded: RecordedMessage? = nil, replayed: RecordedMessage? = nil,
        explanation: Explanation? = nil, findings: [Finding] = []
    ) {
        self.session = session
        self.device = device
        self.profile = profile
        self.sessionNumber = sessionNumber
        self.number = number
        self.asked = asked
        self.recorded = recorded
        self.replayed = replayed
        self.explanation = explanation
        self.findings = findings
    }
}

/// The answer that comes nearest to one that is missing.
package struct NearestAnswer: Equatable, Sendable {
    /// What it is about: the node's address, or the command's name and id.
    package var subject: String
    /// What differs in it, a sentence each, with invisible characters shown.
    package var departures: [String]

    package init(subject: String, departures: [String]) {
        self.subject = subject
        self.departures = departures
    }
}
