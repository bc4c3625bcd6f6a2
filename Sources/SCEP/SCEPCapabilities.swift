import Notation

/// What a server says that it can do (RFC 8894 3.5.2, GetCACaps): one word a line, and the unknown ones are passed over.
package struct SCEPCapabilities: Codable, Equatable, Sendable {
    private var words: [String]

    package init(_ text: String = "") {
        words = text.split(whereSeparator: \.isNewline).map { String($0).trimmed.lowercased() }
    }

    /// All that the standard of 2020 wants in one word.
    private func has(_ word: String) -> Bool { words.contains(word) || words.contains("scepstandard") }

    package var takesPost: Bool { has("postpkioperation") }
    package var knowsAES: Bool { has("aes") }
    package var knowsSHA256: Bool { has("sha-256") }
    /// SHA-1 is what a server without a word about digests takes.
    package var knowsSHA1: Bool { words.contains("sha-1") || !words.contains { ["sha-256", "sha-512"].contains($0) } }
}
