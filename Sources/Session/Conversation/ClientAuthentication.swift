import SimulatedPhone
import SyncML

/// How the phone shows the server who it is: nothing until it is asked, then the account's credential
/// (OMA-TS-DM_Protocol-V1_2_1 section 9; protocol.md 2.9).
struct ClientAuthentication: Sendable {
    private enum State: Sendable {
        /// Nothing is sent.
        case silent
        /// Every message carries the credential.
        case showing
        /// The server has accepted the phone for the whole session.
        case accepted
    }

    /// What follows from the server's status for the header.
    enum Verdict: Equatable {
        /// The session goes on; a nonce to be kept for the next session.
        case proceed(nonce: String?)
        /// The last message must be sent again, with the credential.
        case challenged
        /// The server does not speak the version of the header (505 or 513).
        case versionRefused(StatusCode)
        case failed(SessionFailure)
    }

    private let credential: AccountCredential?
    private let providerID: String
    private let isUndecoded: Bool
    private var scheme: AuthenticationScheme
    private var nonce: String
    /// Where the nonce comes from, for people.
    private var nonceSource = "AAUTHDATA or an earlier session"
    private var state: State
    /// How many challenges have come since the server last accepted the phone.
    private var challenges = 0
    /// How often a challenge is answered: a wrong nonce must be forgiven once.
    private static let mostChallenges = 2

    init(_ account: ManagementAccount) {
        credential = account.clientCredential
        providerID = account.providerID
        isUndecoded = account.usesNonceUndecoded
        scheme = account.clientCredential?.scheme ?? .md5
        nonce = account.clientCredential?.nonce ?? ""
        state = account.sendsCredentialFirst && credential != nil ? .showing : .silent
    }

    /// What the header of the next message carries.
    var shown: (credential: Credential, name: String?)? {
        guard state == .showing, let credential else { return nil }
        let data = scheme.data(
            name: credential.name, secret: credential.secret, nonce: nonce, isUndecoded: isUndecoded)
        // The user's name stands in LocName where the credential does not hold it (protocol.md 1.4).
        return (Credential(meta: scheme.meta, data: data), scheme == .md5 ? credential.name : nil)
    }

    /// Takes the server's status for the phone's header.
    mutating func judge(_ status: Status) -> Verdict {
        switch status.code {
        case .invalidCredentials, .missingCredentials: return answer(status)
        case .authenticationAccepted:
            state = .accepted
            challenges = 0
            return .proceed(nonce: keep(status.challenge))
        case .ok, .acceptedForProcessing, nil:
            challenges = 0
            return .proceed(nonce: keep(status.challenge))
        case .dtdVersionNotSupported?, .protocolVersionNotSupported?:
            return .versionRefused(status.code ?? .protocolVersionNotSupported)
        default:
            let code = status.code?.rawValue ?? 0
            return .failed(
                SessionFailure(
                    .refused, "the server answered the phone's header with \(code); its log should say why"))
        }
    }

    /// A nonce of a server that accepts the phone is for the next message, and for the next session if the server has
    /// shown who it is.
    private mutating func keep(_ challenge: Meta?) -> String? {
        guard let next = challenge?[.nextNonce] else { return nil }
        nonce = next
        nonceSource = "the last status for the phone's header"
        return next
    }

    private mutating func answer(_ status: Status) -> Verdict {
        let code = status.code?.rawValue ?? 0
        guard let credential else {
            return .failed(
                SessionFailure(
                    .credentialMissing,
                    "the server answers \(code) and wants a credential, and the account \(providerID) has none: there is no "
                        + "APPAUTH with AAUTHLEVEL APPSRV in its provisioning document"))
        }
        guard challenges < Self.mostChallenges else {
            return .failed(SessionFailure(.credentialRefused, refusal(code, credential, status.challenge)))
        }
        if let failure = adopt(status.challenge) { return .failed(failure) }
        challenges += 1
        state = .showing
        return .challenged
    }

    /// What was shown again and again, and refused.
    private func refusal(_ code: UInt16, _ credential: AccountCredential, _ challenge: Meta?) -> String {
        let shown =
            "\(credential.name.debugDescription) and its secret (account \(providerID), APPAUTH with AAUTHLEVEL APPSRV)"
        let advice = "compare both with what the server expects, and whether the two APPAUTH are exchanged"
        guard scheme == .md5 else {
            return "the server answers \(code) to the name \(shown), shown as basic; \(advice)"
        }
        let lack = challenge?[.nextNonce] == nil ? "; its answer has no Chal with a NextNonce to try instead" : ""
        return "the server answers \(code) to MD5 of the name \(shown) with the nonce \(nonce.debugDescription) of "
            + "\(nonceSource)\(lack); \(advice), or whether it hashes the nonce as text (--undecoded-nonce)"
    }

    /// Takes scheme and nonce of a challenge for this session; the nonce that is kept stays, because anybody can send a
    /// challenge (OMA-TS-DM_Security-V1_2_1 section 5.3.4).
    private mutating func adopt(_ challenge: Meta?) -> SessionFailure? {
        guard let type = challenge?.type else { return nil }
        guard let asked = AuthenticationScheme(rawValue: type) else {
            return SessionFailure(.schemeNotSupported, "the server asks for \(type); the phone knows basic and md5")
        }
        // Inferred: an account for digests does not give its secret away because somebody asks for it.
        guard asked == .md5 || credential?.scheme == .basic else {
            return SessionFailure(
                .schemeNotSupported, "the server asks for basic, and the account is for digests (AAUTHTYPE)")
        }
        scheme = asked
        if let next = challenge?[.nextNonce] {
            nonce = next
            nonceSource = "the server's last challenge"
        }
        return nil
    }
}
