/// The certificates that enrolment has installed, and the phone's private key (Microsoft, *CertificateStore CSP*).
///
/// DER octets only: who uses them reads them.
package struct CertificateStore: Equatable, Sendable {
    package enum Location: String, Sendable, CaseIterable {
        case root = "Root/System"
        case intermediate = "CA/System"
        case user = "My/User"
        case system = "My/System"
    }

    package struct Entry: Equatable, Sendable {
        package var location: Location
        /// SHA-1 of the certificate, forty hexadecimal digits in upper case.
        package var thumbprint: String
        package var certificate: [UInt8]
        /// The key of a certificate of the phone's own, PKCS#8.
        package var privateKey: [UInt8]?
        /// Seconds since 1970 after which the certificate is no longer valid.
        package var notAfter: Int64

        package init(
            location: Location, thumbprint: String, certificate: [UInt8], privateKey: [UInt8]? = nil, notAfter: Int64
        ) {
            self.location = location
            self.thumbprint = thumbprint
            self.certificate = certificate
            self.privateKey = privateKey
            self.notAfter = notAfter
        }
    }

    package private(set) var entries: [Entry]

    package init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    /// Puts a certificate in; the same one in the same place is replaced.
    package mutating func install(_ entry: Entry) {
        entries.removeAll { $0.location == entry.location && $0.thumbprint == entry.thumbprint }
        entries.append(entry)
    }

    /// Takes out a certificate.
    package mutating func remove(thumbprint: String) {
        entries.removeAll { $0.thumbprint == thumbprint }
    }

    package func certificates(in location: Location) -> [Entry] {
        entries.filter { $0.location == location }
    }

    /// The certificate that the phone shows its server, the newest one.
    package var identity: Entry? {
        entries.last { $0.privateKey != nil }
    }
}
