import Enrollment

/// Something that a server did against its protocol and that the phone took all the same, as real ones do: in an answer of
/// enrolment or in a message of a session.
struct Oddity: Equatable, Sendable {
    /// The kind, one of a fixed set of names: metrics count by it.
    var label: String
    /// What was odd, as a sentence.
    var text: String
    /// Where: which message, and line and column where there are any, such as `discovery answer, line 3, column 5`.
    var place: String
}

extension Oddity {
    init(_ tolerance: EnrollmentTolerance) {
        self.init(label: tolerance.kind.rawValue, text: tolerance.text, place: tolerance.place)
    }
}

extension DeviceAgent {
    /// Tells that the phone takes something odd of its server, and counts it.
    /// - Parameter session: the SessionID, in a session.
    /// - Throws: `.notTolerated` where the phone is strict.
    func tolerate(_ oddity: Oddity, session: String? = nil) throws(AgentError) {
        tell(.tolerance) { event in
            event.session = session
            event.label = oddity.label
            event.place = oddity.place
            event.text = oddity.text
            event.isBreach = true
        }
        figures.countTolerance(oddity.label)
        if session != nil { configuration.conversation?.note(oddity) }
        guard !configuration.isStrict else {
            throw AgentError(.notTolerated, "\(oddity.place): \(oddity.text) A strict phone ends here.")
        }
    }
}
