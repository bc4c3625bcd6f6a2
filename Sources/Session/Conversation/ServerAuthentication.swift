import SimulatedPhone
import SyncML
import XML

/// How the server shows the phone who it is: by MD5 over the phone's last nonce (MS-MDM 1.3.1; protocol.md 2.9).
struct ServerAuthentication: Sendable {
    /// What becomes of a message by the server's credential.
    enum Verdict: Equatable {
        /// The account asks for none, or the session has one already.
        case open
        /// The credential is right: 212, with the nonce for the next session.
        case accepted
        /// 407 or 401 with a challenge; no command is run.
        case refused(StatusCode, reason: String)
    }

    private let credential: AccountCredential?
    private let rule: ServerAuthenticationRule
    private let isUndecoded: Bool
    private var nonce: String
    private(set) var isAccepted = false
    private(set) var refusals = 0
    /// A wrong nonce is forgiven once.
    static let mostRefusals = 2

    init(_ account: ManagementAccount, _ rule: ServerAuthenticationRule) {
        credential = account.serverCredential
        self.rule = rule
        isUndecoded = account.usesNonceUndecoded
        nonce = account.serverCredential?.nonce ?? ""
    }

    /// Whether the server has been refused as often as a session allows.
    var isHopeless: Bool { refusals >= Self.mostRefusals }

    mutating func judge(_ header: Header) -> Verdict {
        guard let credential, !isAccepted else { return .open }
        guard let shown = header.credential else {
            guard rule == .required else { return .open }
            refusals += 1
            return .refused(
                .missingCredentials,
                reason: "the server shows no credential, and the account asks for one (APPAUTH with level CLIENT)")
        }
        let expected = AuthenticationDigest.data(
            .md5, name: credential.name, secret: credential.secret, nonce: nonce, isUndecoded: isUndecoded)
        guard shown.data.filter({ !$0.isWhitespace }) == expected else {
            refusals += 1
            return .refused(
                .invalidCredentials,
                reason: "the server's credential is not MD5 of \(credential.name), the secret and the last nonce")
        }
        isAccepted = true
        return .accepted
    }

    /// Makes the nonce that a challenge asks for, in this session only.
    mutating func challenge(_ octets: [UInt8]) -> Meta {
        nonce = Base64.encode(octets)
        return AuthenticationDigest.challenge(.md5, nonce: nonce)
    }
}
