package import Certificates
import Notation

extension CertificateStore {
    /// Who put a certificate into a store; what an account has brought goes with it.
    package enum Origin: String, Sendable, CaseIterable {
        /// The provisioning document, or a renewal.
        case enrollment
        /// The server of the account, in a session.
        case server
        /// Somebody before there was an account.
        case other
    }

    /// One certificate in one store.
    package struct Entry: Sendable {
        package let location: Location
        /// SHA-1 of the certificate, forty hexadecimal digits in upper case.
        package let thumbprint: String
        /// DER.
        package let certificate: [UInt8]
        /// The key of a certificate of the phone's own, PKCS#8.
        package let privateKey: [UInt8]?
        /// Seconds since 1970 after which the certificate is no longer valid.
        package let notAfter: Int64
        package let origin: Origin
        /// Its place in the order in which certificates came, which the store gives.
        package internal(set) var place: Int64
        private let reading = CertificateReading()

        /// - Parameter place: that of a certificate that was kept; one that is installed gets another.
        package init(
            location: Location, thumbprint: String, certificate: [UInt8], privateKey: [UInt8]? = nil, notAfter: Int64,
            origin: Origin = .enrollment, place: Int64 = 0
        ) {
            self.location = location
            self.thumbprint = thumbprint
            self.certificate = certificate
            self.privateKey = privateKey
            self.notAfter = notAfter
            self.origin = origin
            self.place = place
        }

        package init(
            _ certificate: ParsedCertificate, in location: Location, privateKey: [UInt8]? = nil, origin: Origin
        ) {
            self.init(
                location: location, thumbprint: certificate.thumbprint, certificate: certificate.der,
                privateKey: privateKey, notAfter: certificate.notAfter, origin: origin)
        }

        /// What the certificate says of itself; nil where it cannot be read.
        package var details: CertificateDetails? { reading.details(of: certificate) }

        /// Whether the phone is enrolled by it, or was before a renewal.
        var isOfEnrollment: Bool { origin == .enrollment && privateKey != nil }

        /// What a person sees of it: whose it is, where, and how long it is good.
        var sight: String {
            "\(details?.subject ?? thumbprint) in \(location.rawValue), until \(Instant(seconds: notAfter).text)"
        }

        /// What it takes of the phone's storage, in octets; as much besides as a node of the tree does.
        var size: Int { certificate.count + (privateKey?.count ?? 0) + 128 }
    }
}

extension CertificateStore.Entry: Equatable {
    package static func == (left: CertificateStore.Entry, right: CertificateStore.Entry) -> Bool {
        left.place == right.place && left.location == right.location && left.thumbprint == right.thumbprint
            && left.notAfter == right.notAfter && left.origin == right.origin && left.privateKey == right.privateKey
            && left.certificate == right.certificate
    }
}

extension CertificateStore {
    /// A thumbprint as CSPs show it: empty where the certificate is no longer valid, or gone (csp.md 12.1).
    func validThumbprint(_ thumbprint: String?, in location: Location, _ now: Instant) -> String {
        guard let thumbprint, let entry = entry(thumbprint, in: location), entry.notAfter >= now.seconds else {
            return ""
        }
        return thumbprint
    }
}
