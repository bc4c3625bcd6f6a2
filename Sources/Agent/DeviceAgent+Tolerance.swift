import Conversations
import Enrollment

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
