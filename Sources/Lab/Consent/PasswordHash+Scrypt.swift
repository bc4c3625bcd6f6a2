internal import Administration
internal import CryptoExtras
internal import Foundation
internal import Notation
internal import Serving

extension PasswordHash {
    /// What OWASP's password storage cheat sheet asks for at least: N = 2^15, r = 8, p = 3 (32 MiB).
    private static let usual = (rounds: 1 << 15, blockSize: 8, parallelism: 3)
    private static let length = 32

    /// - Parameter salt: sixteen octets that nobody can guess.
    /// - Returns: nil where there is no memory for it.
    init?(of password: String, salt: [UInt8]) {
        self.init(
            salt: salt, rounds: Self.usual.rounds, blockSize: Self.usual.blockSize,
            parallelism: Self.usual.parallelism, digest: [])
        guard let digest = derive(password) else { return nil }
        self.digest = digest
    }

    /// What costs as much as anybody's, and no password is.
    static let nobodys = PasswordHash(
        salt: [UInt8](repeating: 0, count: 16), rounds: usual.rounds, blockSize: usual.blockSize,
        parallelism: usual.parallelism, digest: [])

    /// Whether a password is the one.
    func holds(_ password: String) -> Bool {
        derive(password).map { RandomToken.isEqual($0.hexadecimal(), digest.hexadecimal()) } ?? false
    }

    private func derive(_ password: String) -> [UInt8]? {
        let key = try? KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: Self.length, rounds: rounds,
            blockSize: blockSize, parallelism: parallelism)
        return key?.withUnsafeBytes { Array($0) }
    }
}
