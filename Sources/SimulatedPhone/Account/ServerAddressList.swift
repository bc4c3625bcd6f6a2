/// A list of servers as DMClient writes it: one address, or several as `<URL1><URL2>` (csp.md 10.1).
package enum ServerAddressList {
    /// The addresses in their order; empty where the text is no list.
    package static func addresses(in text: String) -> [String] {
        guard text.hasPrefix("<") else { return isAddress(text[...]) ? [text] : [] }
        let parts = text.split(separator: ">", omittingEmptySubsequences: false)
        guard parts.last?.isEmpty == true else { return [] }
        let addresses = parts.dropLast().map { $0.dropFirst() }
        let areWhole = parts.dropLast().allSatisfy { $0.hasPrefix("<") } && addresses.allSatisfy(isAddress)
        return areWhole ? addresses.map(String.init) : []
    }

    private static func isAddress(_ text: Substring) -> Bool {
        let lower = text.lowercased()
        return (lower.hasPrefix("https://") || lower.hasPrefix("http://")) && !text.contains { $0.isWhitespace }
    }
}
