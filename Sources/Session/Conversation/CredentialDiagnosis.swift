import SimulatedPhone
import SyncML

/// Why a server's credential is not the one that is expected: whether another reading of the account would have made it.
/// People mix up the two APPAUTH, the nonces, and the two ways to hash one.
struct CredentialDiagnosis {
    let account: ManagementAccount
    /// The server's, with the nonce that it should have used.
    let expected: AccountCredential

    /// One of the ways in which a digest can be made.
    private struct Reading {
        var name: String
        var secret: String
        var nonce: String
        /// What differs from the right way; empty for the right one.
        var difference: [String]
    }

    /// What was wrong, as a sentence.
    func text(for shown: Credential) -> String {
        let account = "account \(account.providerID), APPAUTH with AAUTHLEVEL CLIENT"
        if let type = shown.meta?.type, type != AuthenticationScheme.md5.rawValue {
            return "the server's credential is of type \(type.debugDescription), and the phone asks for "
                + "\(AuthenticationScheme.md5.rawValue) (\(account))"
        }
        let data = shown.data.filter { !$0.isWhitespace }
        let start =
            "the server's credential is not MD5 of the name \(expected.name.debugDescription), the secret (\(account)) "
            + "and the nonce \(expected.nonce.debugDescription)"
        guard let difference = difference(of: data) else {
            return "\(start), nor of anything else in the account; compare name and secret at both sides"
        }
        return "\(start): it is made \(difference.joined(separator: " and "))"
    }

    /// In what the way differs by which this digest was made; nil where none fits.
    private func difference(of data: String) -> [String]? {
        for reading in people.flatMap(nonces) {
            for isUndecoded in [account.usesNonceUndecoded, !account.usesNonceUndecoded] {
                let made = AuthenticationScheme.md5.data(
                    name: reading.name, secret: reading.secret, nonce: reading.nonce, isUndecoded: isUndecoded)
                guard made == data else { continue }
                guard isUndecoded != account.usesNonceUndecoded else { return reading.difference }
                let hash = isUndecoded ? "as text (--undecoded-nonce)" : "decoded from base64 (--no-undecoded-nonce)"
                return reading.difference + ["with the nonce hashed \(hash)"]
            }
        }
        return nil
    }

    /// Whose name and secret it may be.
    private var people: [Reading] {
        let own = Reading(name: expected.name, secret: expected.secret, nonce: "", difference: [])
        var byProvider = own
        byProvider.name = account.providerID
        byProvider.difference = ["with the name \(account.providerID.debugDescription)"]
        guard let client = account.clientCredential else { return [own, byProvider] }
        let exchanged = Reading(
            name: client.name, secret: client.secret, nonce: "",
            difference: ["with name and secret of the APPAUTH with AAUTHLEVEL APPSRV, so the two are exchanged"])
        return [own, byProvider, exchanged]
    }

    /// The nonces that it may be made with.
    private func nonces(_ reading: Reading) -> [Reading] {
        let kept: [(String?, String?)] = [
            (expected.nonce, nil),
            (account.serverCredential?.nonce, "with the nonce of an earlier session (AAUTHDATA)"),
            (account.clientCredential?.nonce, "with the nonce of the APPAUTH with AAUTHLEVEL APPSRV"),
            ("", "without a nonce"),
        ]
        return kept.compactMap { nonce, words in
            guard let nonce else { return nil }
            var made = reading
            made.nonce = nonce
            if let words { made.difference.append(words) }
            return made
        }
    }
}
