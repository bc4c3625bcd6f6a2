/// What nobody can guess: tokens that open interfaces of ours, and names that nobody else may use.
package enum RandomToken {
    /// 256 random bits as 64 digits.
    package static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in
            let digits = String(generator.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
