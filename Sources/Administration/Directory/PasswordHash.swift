/// What is kept in the place of a password (scrypt, RFC 7914), with what it was made by, so that later ones may cost more.
package struct PasswordHash: Codable, Equatable, Sendable {
    package var salt: [UInt8]
    /// `N`: how often, a power of two.
    package var rounds: Int
    /// `r`.
    package var blockSize: Int
    /// `p`.
    package var parallelism: Int
    package var digest: [UInt8]

    package init(salt: [UInt8], rounds: Int, blockSize: Int, parallelism: Int, digest: [UInt8]) {
        self.salt = salt
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
        self.digest = digest
    }
}

extension PasswordHash: CustomStringConvertible, CustomReflectable {
    /// It is not for logs, though nobody can turn it back.
    package var description: String { "the hash of a password" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
