internal import Foundation
internal import SwiftASN1
internal import X509

/// A name that a server's certificate is good for (RFC 5280 section 4.2.1.6).
package enum LabServerName: Equatable, Sendable {
    case dns(String)
    case address([UInt8])

    /// A name or an address as text.
    package init(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { UInt8($0) }
        if parts.count == 4, text.split(separator: ".", omittingEmptySubsequences: false).count == 4 {
            self = .address(parts)
        } else {
            self = Self.octets(ofIPv6: text).map { .address($0) } ?? .dns(text)
        }
    }

    private static func octets(ofIPv6 text: String) -> [UInt8]? {
        var octets = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET6, text, &octets) == 1 ? octets : nil
    }

    var generalName: GeneralName {
        switch self {
        case .dns(let name): .dnsName(name)
        case .address(let octets): .ipAddress(ASN1OctetString(contentBytes: octets[...]))
        }
    }
}
