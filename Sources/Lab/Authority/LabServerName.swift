internal import SwiftASN1
internal import X509

/// A name that a server's certificate is good for (RFC 5280 section 4.2.1.6).
package enum LabServerName: Equatable, Sendable {
    case dns(String)
    case address([UInt8])

    /// A name or an IPv4 address as text, or `::1`.
    package init(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
        if parts.count == 4, text.split(separator: ".", omittingEmptySubsequences: false).count == 4 {
            self = .address(parts)
        } else if text == "::1" {
            self = .address([UInt8](repeating: 0, count: 15) + [1])
        } else {
            self = .dns(text)
        }
    }

    var generalName: GeneralName {
        switch self {
        case .dns(let name): .dnsName(name)
        case .address(let octets): .ipAddress(ASN1OctetString(contentBytes: octets[...]))
        }
    }
}
