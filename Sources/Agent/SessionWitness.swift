package import SimulatedPhone
package import Wire

/// Sees what the answers of a session depend on beside the server's messages, so that the same session can be had again.
/// What it throws ends the session: nothing goes out that it could not keep.
package protocol SessionWitness: Sendable {
    /// A session is about to begin on the phone, and has no number yet.
    func sessionBegins(on phone: Phone) throws(WireError)

    /// The phone has run the server's last message, and the answer has not gone out yet.
    /// - Parameter environment: in which it was run.
    func hasRun(in environment: PhoneEnvironment) throws(WireError)
}
