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
    /// Further alerts of package 1, such as the end of a job.
    package var alerts: [GenericAlert] = []
    /// Whether the server must show a credential of its own.
    package var serverAuthentication = ServerAuthenticationRule.required

    package init() {}

    /// The HTTP header MDM-GenericAlert, which every message carries of a session that begins because of fatal or critical
    /// alerts (MS-MDM 2.1, note 5); nil where there are none.
    package var alertHeader: String? {
        let types = alerts.filter { $0.mark == .fatal || $0.mark == .critical }.map { "<\($0.type)>" }
        return types.isEmpty ? nil : types.joined()
    }

    /// Alert 1226 (OMA-TS-DM_RepPro-V1_2_1, generic alert).
    package struct GenericAlert: Equatable, Sendable {
        /// How much it matters; informational where nothing is said.
        package enum Mark: String, Equatable, Sendable {
            case fatal, critical, minor, warning, informational, harmless, indeterminate
        }

        /// The type exactly as Microsoft's pages write it.
        package var type: String
        package var format: String
        package var data: String
        /// The node that the alert is about.
        package var source: String?
        package var mark: Mark?

        package init(type: String, format: String, data: String, source: String? = nil, mark: Mark? = nil) {
            self.type = type
            self.format = format
            self.data = data
            self.source = source
            self.mark = mark
        }

        /// The account is about to go, by the user's or the server's wish (Microsoft, *Disconnecting from MDM*).
        package static let unenrollment = GenericAlert(
            type: "com.microsoft:mdm.unenrollment.userrequest", format: "int", data: "1")
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
