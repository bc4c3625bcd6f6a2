package import Certificates
package import Enrollment
internal import HTTPTypes
import Notation
package import PINReset

/// How the lab's management server is set up: where it listens, whom it lets in, what it gives a phone that enrols.
package struct LabConfiguration: Equatable, Sendable {
    package var host: String
    /// 0 for any that is free.
    package var port: Int
    /// Whether the server speaks HTTPS, with a certificate of its own authority.
    package var usesTLS: Bool
    /// Further names for the server's certificate, beside `localhost`, `127.0.0.1`, `::1` and the host.
    package var certificateNames: [String]
    /// The address by which phones reach the server where that is not its own, such as a proxy's: `https://host[:port]`.
    package var publicURL: String?
    /// The header in which a proxy in front hands over the certificate that a phone showed to it; nil where there is
    /// none.
    package var clientCertificateHeader: String?
    /// The addresses of the proxies that are believed in that. From everybody else the header says nothing: who reaches the
    /// server without the proxy can put anything into it.
    package var proxies = LabConfiguration.ownProxies
    package var authentication: AuthPolicy
    /// Who may enrol with which password, or as the name in a certificate.
    package var users: [String: String]
    /// Whether anyone may enrol where `users` names nobody, and by a token, of which none is verified. Else only those with a
    /// password may, here or in the directory.
    package var takesAnybody = true
    /// Whether the discovery answer names a policy service; a phone without one asks for its certificate at once.
    package var hasPolicyService: Bool
    /// `minimalKeyLength` of the policy answer.
    package var keyLength: Int
    /// The hash that the policy answer asks for; nil leaves the phone its default.
    package var hash: HashAlgorithm?
    package var provisioning: LabProvisioning
    package var management: LabManagementSettings
    package var scep: LabSCEPSettings
    /// The id of the directory that the lab has: a GUID.
    package var tenant = LabConfiguration.usualTenant
    /// The directory's administrators with their passwords; empty for one whose password is the token of the interface.
    package var administrators: [String: String] = [:]
    /// What the directory has consented to from the start.
    package var consented: Set<PINResetApplication> = []

    /// Whether the PIN reset service refuses everybody.
    package var deniesTickets = false

    /// The directory of a phone for which none is named.
    package static let usualTenant = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"

    /// Whether a text can be the name of a header (RFC 9110 section 5.1).
    package static func isHeader(_ name: String) -> Bool { HTTPField.Name(name) != nil }

    /// A proxy on the same machine.
    package static let ownProxies: Set = ["127.0.0.1", "::1"]

    /// Whether who connects from an address is a proxy that is believed.
    /// - Parameter address: as the socket tells it: of IPv4 it may come as one of IPv6 (RFC 4291 2.5.5.2).
    func believes(_ address: String?) -> Bool {
        guard let address else { return false }
        let mapped = "::ffff:"
        return proxies.contains(address.hasPrefix(mapped) ? String(address.dropFirst(mapped.count)) : address)
    }

    /// The server's own address without a path, where it listens on a port: on this machine where it listens everywhere.
    package func url(port: Int) -> String {
        let reached = Self.anyAddresses[host] ?? host
        return "\(usesTLS ? "https" : "http")://\(WebAddress.bracketed(reached)):\(port)"
    }

    /// The addresses that mean all of a machine, with the one by which itself is reached then.
    private static let anyAddresses = ["0.0.0.0": "127.0.0.1", "::": "::1"]

    /// Whether a server with this address listens on all of its machine.
    package static func isAnyAddress(_ host: String) -> Bool { anyAddresses[host] != nil }

    /// The names of the directory's administrators, one at least.
    var administratorNames: [String] {
        administrators.isEmpty ? [ConfiguredDirectory.administrator] : administrators.keys.sorted()
    }

    /// The administrator as whom the token of the interface counts.
    var owner: String { administratorNames.first ?? ConfiguredDirectory.administrator }

    /// Whether it is known which certificate a phone showed, because TLS ends here or a proxy tells.
    var showsCertificates: Bool { usesTLS || clientCertificateHeader != nil }

    package init(
        host: String = "127.0.0.1", port: Int = 0, usesTLS: Bool = true, certificateNames: [String] = [],
        publicURL: String? = nil, clientCertificateHeader: String? = nil,
        authentication: AuthPolicy = .onPremise, users: [String: String] = [:],
        hasPolicyService: Bool = true, keyLength: Int = 2048, hash: HashAlgorithm? = nil,
        provisioning: LabProvisioning = LabProvisioning(), management: LabManagementSettings = LabManagementSettings(),
        scep: LabSCEPSettings = LabSCEPSettings()
    ) {
        self.host = host
        self.port = port
        self.usesTLS = usesTLS
        self.certificateNames = certificateNames
        self.publicURL = publicURL
        self.clientCertificateHeader = clientCertificateHeader
        self.authentication = authentication
        self.users = users
        self.hasPolicyService = hasPolicyService
        self.keyLength = keyLength
        self.hash = hash
        self.provisioning = provisioning
        self.management = management
        self.scep = scep
    }
}
