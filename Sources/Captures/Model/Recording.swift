/// What people recorded of phones and their servers, as a value: read from files by `Recording.read(_:limits:)`.
package struct Recording: Equatable, Sendable {
    /// The form of each file that was read, in order.
    package var forms: [CaptureForm]
    /// In the order of their first messages.
    package var sessions: [RecordedSession]
    /// Exchanges that belong to no session: enrolment, and whatever else went over the wire.
    package var others: [RecordedExchange]
    package var warnings: [CaptureWarning]
    /// What a recording of our own says of itself.
    package var description: RecordingDescription?
    /// Where a file ends within a message or is broken behind what was read, or which message cannot be read; nil where all
    /// are whole.
    package var damage: CaptureError?
    /// How many messages cannot be read.
    package var unreadable = 0

    package init(
        forms: [CaptureForm] = [], sessions: [RecordedSession] = [], others: [RecordedExchange] = [],
        warnings: [CaptureWarning] = []
    ) {
        self.forms = forms
        self.sessions = sessions
        self.others = others
        self.warnings = warnings
    }

    /// How many messages of sessions there are.
    package var messageCount: Int { sessions.reduce(0) { $0 + $1.messages.count } }

    /// Every exchange: those beside the sessions first, as enrolment is, then session after session.
    package var exchanges: [RecordedExchange] { others + sessions.flatMap(\.exchanges) }

    /// The exchanges of enrolment.
    package var enrollment: [RecordedExchange] {
        others.filter { exchange in
            exchange.messages.contains { if case .enrollment = $0.content { true } else { false } }
        }
    }
}
