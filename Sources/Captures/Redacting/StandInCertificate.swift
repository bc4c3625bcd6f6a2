internal import Notation

/// A certificate that stands for another one: well-formed, made for this, of nobody, with a key that nobody kept. Each has a
/// serial number of its own, and so a thumbprint of its own; its signature is that of none of them.
enum StandInCertificate {
    /// CN=Stand-in, P-256, an authority, good from 2000 to 2099; its serial number is 5A eight times over.
    private static let pattern = Base64.decode(
        """
        MIIBUDCB9qADAgECAghaWlpaWlpaWjAKBggqhkjOPQQDAjATMREwDwYDVQQDDAhTdGFuZC1pbjAgFw0wMDAxMDEwMDAwMDBa
        GA8yMDk5MTIzMTIzNTk1OVowEzERMA8GA1UEAwwIU3RhbmQtaW4wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASldKZQph9N
        fUmaFoXeXHX26GAFblSA7oEFywkLhM/MrTCS3fp1FMLUG3Trnn+iSwLxuv9QpGzr81uAULYJGB5vozIwMDAPBgNVHRMBAf8E
        BTADAQH/MB0GA1UdDgQWBBQh2GmdYAygYiUi2KBsfks7ubu4qTAKBggqhkjOPQQDAgNJADBGAiEA4PAn8z1V3Iq1nbM5DRG5
        m+O0EV0NwtjUTSeqm8q8JL8CIQDDj89YT2Th2hb9KRrABEM1GbYXsp92oQhvYVL/pa7BjQ==
        """)

    /// Its octets (DER).
    /// - Parameter number: which of them, from 1.
    static func der(_ number: Int) -> [UInt8] {
        guard var octets = pattern else { return [] }
        let serial = [UInt8](repeating: 0x5A, count: 8)
        guard let place = octets.offset(of: serial) else { return octets }
        // The first octet stays, so that the number is positive and as long as it was.
        for index in 1..<8 { octets[place + index] = UInt8(truncatingIfNeeded: number >> (8 * (7 - index))) }
        return octets
    }
}
