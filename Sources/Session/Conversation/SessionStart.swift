package import SimulatedPhone

/// Why a session begins and what it begins with.
package struct SessionStart: Equatable, Sendable {
    /// Who began it: alert 1201, or 1200 with the id of a notification (OMA-TS-DM_Protocol-V1_2_1 section 8.3).
    package enum Initiator: Equatable, Sendable {
        case client
        /// The notification's 16-bit session id.
        case server(UInt16)
    }

    package var initiator = Initiator.client
    /// The token of the Azure AD user who is signed in, for alert 1224 AADUserToken; nil without one.
    package var userToken: String?
    /// The text of SessionID where it is given from outside, as in a replay; nil where the phone counts on.
    package var sessionID: String?
    /// Whether the server must show a credential of its own.
    package var serverAuthentication = ServerAuthenticationRule.required

    package init() {}

    /// A session that a phone begins by itself, as it is now: with its user's token, and with no demand on the server where TLS
    /// tells it who the phone is.
    package init(on phone: Phone) {
        userToken = phone.loginStatus == .user ? phone.enrolled?.userToken : nil
        serverAuthentication = phone.certificates.identities.isEmpty ? .required : .whenOffered
    }
}

/// What is asked of a server for which the account holds a credential.
///
/// Inferred: OMA-DM lets a client that is authenticated by TLS skip MD5 (OMA-TS-DM_Security-V1_2_1 section 5.3), and
/// servers that are provisioned with a dummy credential are served by real devices; so it is required only where the phone
/// shows no certificate of its own.
package enum ServerAuthenticationRule: Equatable, Sendable {
    /// A server without the credential gets 407, and its commands are not run.
    case required
    /// A credential that is shown must be right; none is fine too.
    case whenOffered
}
