/// Base64 for addresses and tokens, without padding (RFC 4648 section 5, as RFC 7515 section 2 has it).
package enum Base64URL {
    package static func encode(_ octets: [UInt8]) -> String {
        Base64.encode(octets).replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// - Returns: nil for a text that is not the one way to write its octets: the unused bits of a last digit could else
    ///   be anything.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let usual = String(text).replacing("-", with: "+").replacing("_", with: "/") + padding
        guard let octets = Base64.decode(usual), encode(octets) == text else { return nil }
        return octets
    }
}
