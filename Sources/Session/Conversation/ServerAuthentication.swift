import Notation
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

    private let account: ManagementAccount
    private let credential: AccountCredential?
    private let rule: ServerAuthenticationRule
    private let isUndecoded: Bool
    private var nonce: String
    /// The status for the server's header that is given from outside; nil where the account decides.
    var given: StatusCode?
    private(set) var isAccepted = false
    private(set) var refusals = 0
    /// A wrong nonce is forgiven once.
    static let mostRefusals = 2

    init(_ account: ManagementAccount, _ rule: ServerAuthenticationRule) {
        self.account = account
        credential = account.serverCredential
        self.rule = rule
        isUndecoded = account.usesNonceUndecoded
        nonce = account.serverCredential?.nonce ?? ""
    }

    /// Whether the server has been refused as often as a session allows.
    var isHopeless: Bool { refusals >= Self.mostRefusals }

    mutating func judge(_ header: Header) -> Verdict {
        if let given { return verdict(given) }
        guard var credential, !isAccepted else { return .open }
        guard let shown = header.credential else {
            guard rule == .required else { return .open }
            refusals += 1
            return .refused(
                .missingCredentials,
                reason: "the server shows no Cred, and the account \(account.providerID) asks for one (APPAUTH with "
                    + "AAUTHLEVEL CLIENT): \(AuthenticationScheme.md5.rawValue) with the nonce \(nonce.debugDescription)"
            )
        }
        let expected = AuthenticationScheme.md5.data(
            name: credential.name, secret: credential.secret, nonce: nonce, isUndecoded: isUndecoded)
        guard shown.data.filter({ !$0.isWhitespace }) == expected else {
            refusals += 1
            credential.nonce = nonce
            let diagnosis = CredentialDiagnosis(account: account, expected: credential)
            return .refused(.invalidCredentials, reason: diagnosis.text(for: shown))
        }
        isAccepted = true
        return .accepted
    }

    private mutating func verdict(_ code: StatusCode) -> Verdict {
        switch code {
        case .authenticationAccepted:
            isAccepted = true
            return .accepted
        case .invalidCredentials, .missingCredentials:
            refusals += 1
            return .refused(code, reason: "the recorded phone refused the server's credential")
        default: return .open
        }
    }

    /// Makes the nonce that a challenge asks for, in this session only.
    mutating func challenge(_ octets: [UInt8]) -> Meta {
        nonce = Base64.encode(octets)
        return AuthenticationScheme.md5.challenge(nonce: nonce)
    }
}
