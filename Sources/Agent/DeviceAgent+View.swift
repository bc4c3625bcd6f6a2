package import ManagementTree
package import SimulatedPhone

/// What can be seen of the phone.
extension DeviceAgent {
    /// Whether the phone has an account with a server.
    package var isEnrolled: Bool { phone.enrolled != nil }

    /// What a person sees who looks at it now.
    package func status(showingPIN: Bool) async throws(AgentError) -> StatusReport {
        try await lockIfIdle()
        // The phone is the one of now, whatever happens to it while the PIN reset service is asked.
        let (phone, now) = (phone, clock.now())
        let obstacle = await phone.recoveryObstacle(asking: pinResetService)
        // Nobody draws a ticket by looking: what a service elsewhere would say is not known before.
        let isOpen = obstacle == nil && configuration.pinResetPlace != nil
        return StatusReport(
            phone, now: now, showingPIN: showingPIN, recoveryObstacle: obstacle,
            recoveryNote: isOpen ? "whether the PIN reset service gives a ticket is known when a reset asks it" : nil)
    }

    /// What is wrong with a PIN that a person has in mind.
    package func violations(of pin: String) -> [PINViolation] {
        phone.pinRequirements.violations(of: PIN(pin), history: phone.lockScreen.recentPINs)
    }

    /// The nodes from one down. Looking uses nothing up: a PIN that a server may read once stays readable.
    /// - Parameter all: described nodes that are not there as well.
    package func tree(from uri: NodeURI, all: Bool) throws(Refusal) -> [TreeRow] {
        var copy = phone
        return try TreeRows.collect(from: uri, in: &copy, environment, all: all)
    }
}
