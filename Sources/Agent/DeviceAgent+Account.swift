import Notation
import SimulatedPhone
import XML

/// What a person says of the account's servers, kept with the phone so that it need not be said again.
extension DeviceAgent {
    /// Takes over what is said anew; nil leaves it as it was, and so does a phone without an account.
    /// - Parameters:
    ///   - authorities: certificates of authorities to trust, DER, in place of those that were given before.
    ///   - usesNonceUndecoded: whether nonces are hashed as the base64 text that they come as.
    package func adopt(authorities: [[UInt8]]?, usesNonceUndecoded: Bool?) async throws(AgentError) {
        try await change { phone, _ in
            if let authorities {
                phone.enrolled?.account.trustedAuthorities = authorities.map { Base64.encode($0) }
            }
            if let usesNonceUndecoded { phone.enrolled?.account.usesNonceUndecoded = usesNonceUndecoded }
        }
    }
}
