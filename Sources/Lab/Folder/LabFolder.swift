internal import Notation
internal import Serving
internal import Wire

/// The folder in which the lab lasts: its authority, as two PEM files, the token of its interface, the secret of the
/// application that may sign in, and the key that signs what it gets.
package struct LabFolder: Sendable {
    /// The file that a phone is told to trust.
    package static let certificateFile = "lab-ca.pem"
    /// The file whose text opens the interface below `/lab`.
    package static let tokenFile = "lab-token"
    /// The file whose text the application shows that signs in to the Graph-shaped API.
    package static let clientSecretFile = "lab-client-secret"
    /// The file whose text signs the tokens that applications get: they outlast the server, as their time says.
    package static let signingKeyFile = "lab-signing-key"
    /// The authority's private key.
    package static let keyFile = "lab-ca.key.pem"

    private let files: PrivateFolder

    /// Makes the folder where it is missing. One that others may read is taken from them.
    /// - Throws: for a folder that is another user's, or that many share.
    package init(_ path: String) throws(LabError) {
        do {
            files = try PrivateFolder(path)
        } catch {
            throw LabError(.folder, "\(error)")
        }
    }

    /// Whether others could look into the folder until now.
    package var wasTightened: Bool { files.wasLoose }

    private func read(_ name: String) throws(LabError) -> String? {
        do {
            return try PrivateFile.read("\(files.path)/\(name)").map { String(decoding: $0, as: UTF8.self) }
        } catch {
            throw LabError(.folder, "\(error)")
        }
    }

    private func write(_ text: String, to name: String) throws(LabError) {
        do {
            try PrivateFile.replace("\(files.path)/\(name)", Array(text.utf8))
        } catch {
            throw LabError(.folder, "\(error)")
        }
    }

    /// The authority of the folder; a new one if there is none yet.
    package func authority(now: Int64) throws(LabError) -> LabAuthority {
        if let key = try read(Self.keyFile) {
            guard let certificate = try read(Self.certificateFile) else {
                throw LabError(
                    .folder,
                    "'\(files.path)' holds the authority's key without its certificate, \(Self.certificateFile). "
                        + "Put it back, or name another folder.")
            }
            return try LabAuthority.read(certificate: certificate, key: key)
        }
        let authority = try LabAuthority.make(now: now)
        try write(authority.pem, to: Self.certificateFile)
        // The key comes last: where it is, the certificate is.
        try write(authority.keyPEM, to: Self.keyFile)
        return authority
    }

    /// The token of the folder; a new one if there is none yet.
    package func token() throws(LabError) -> String { try secret(Self.tokenFile) }

    /// The secret of the application; a new one if there is none yet.
    package func clientSecret() throws(LabError) -> String { try secret(Self.clientSecretFile) }

    /// What signs the tokens of applications; made anew if there is nothing yet.
    package func signingKey() throws(LabError) -> String { try secret(Self.signingKeyFile) }

    private func secret(_ name: String) throws(LabError) -> String {
        if let secret = try Self.token(read(name)) { return secret }
        let secret = RandomToken.make()
        try write(secret + "\n", to: name)
        return secret
    }

    /// The token in a file's text: its one line.
    /// - Returns: nil where there is none.
    package static func token(_ text: String?) -> String? {
        guard let token = text?.trimmed, !token.isEmpty else { return nil }
        return token
    }
}
