import Administration

/// What stands in the place of a password in these tests, without the work that a hash is.
enum TestHash {
    static func make(_ password: String) -> PasswordHash? {
        PasswordHash(salt: [], rounds: 1, blockSize: 1, parallelism: 1, digest: Array(password.utf8.reversed()))
    }
}
