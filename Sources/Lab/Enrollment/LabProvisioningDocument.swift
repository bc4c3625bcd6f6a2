internal import Certificates
internal import Notation
package import SyncML
internal import XML

/// The wap-provisioningdoc that an enrolled phone is given (MS-MDE2 2.2.9, protocol.md 6.7), as a value to be written.
package struct LabProvisioningDocument: Equatable, Sendable {
    /// The root to trust, DER; nil for a renewal that changes nothing about it.
    package var root: [UInt8]?
    /// The phone's certificate, whatever its octets are; nil leaves it out.
    package var certificate: [UInt8]?
    /// `My/User`, or `My/System` for a joined device.
    package var isDeviceCertificate: Bool
    package var provider: String
    /// Where the phone's sessions go.
    package var address: String
    /// What the search criteria name the certificate by.
    package var commonName: String
    package var user: String?
    package var scheme: AuthenticationScheme?
    /// The secrets of both sides; nil where TLS is enough.
    package var credentials: LabCredentials?
    package var settings: LabProvisioning
    package var oddity: LabDocumentOddity?
    /// Whether it says by which criteria the phone finds its certificate: not where somebody else gives the phone one, whose
    /// store the server cannot know.
    package var namesCertificate = true
    /// Where renewals go; nil leaves it to discovery, of which a phone that somebody enrols by hand may know nothing.
    package var renewalURL: String?

    package init(
        root: [UInt8]?, certificate: [UInt8]?, isDeviceCertificate: Bool = false, provider: String, address: String,
        commonName: String, user: String? = nil, scheme: AuthenticationScheme? = nil,
        credentials: LabCredentials? = nil, settings: LabProvisioning = LabProvisioning(),
        oddity: LabDocumentOddity? = nil
    ) {
        self.root = root
        self.certificate = certificate
        self.isDeviceCertificate = isDeviceCertificate
        self.provider = provider
        self.address = address
        self.commonName = commonName
        self.user = user
        self.scheme = scheme
        self.credentials = credentials
        self.settings = settings
        self.oddity = oddity
    }

    private typealias Parameter = LabCharacteristic.Parameter

    /// The document of an enrolment.
    package var text: String {
        var parts = certificateStores
        if oddity != .noApplication { parts.append(application) }
        parts.append(client)
        let end = oddity == .notWellFormed ? "</wap-provisioningdoc" : "</wap-provisioningdoc>"
        return Self.start + parts.map(\.text).joined() + settings.extra + end
    }

    /// The document of a renewal: certificates, and of the account nothing but whose it is (protocol.md 6.9).
    package var renewalText: String {
        let account = LabCharacteristic("APPLICATION", [Parameter("PROVIDER-ID", provider)])
        let end = oddity == .notWellFormed ? "</wap-provisioningdoc" : "</wap-provisioningdoc>"
        return Self.start + (certificateStores + [account]).map(\.text).joined() + end
    }

    private static let start = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><wap-provisioningdoc version=\"1.1\">"

    private var certificateStores: [LabCharacteristic] {
        var stores: [LabCharacteristic] = []
        if let root { stores.append(.path(["Root", "System"], Self.encoded(root))) }
        var own: [LabCharacteristic] = []
        if let certificate {
            let store = LabCharacteristic(
                isDeviceCertificate ? "System" : "User", [],
                [Self.encoded(certificate), LabCharacteristic("PrivateKeyContainer")])
            own.append(store)
        }
        var renewal = [
            Parameter("ROBOSupport", "true", "boolean"),
            Parameter("RenewPeriod", String(settings.renewPeriod), "integer"),
            Parameter("RetryInterval", String(settings.retryInterval), "integer"),
        ]
        if let renewalURL { renewal.append(Parameter("ServerURL", renewalURL, "string")) }
        own.append(.path(["WSTEP"], LabCharacteristic("Renew", renewal)))
        stores.append(LabCharacteristic("My", [], own))
        return [LabCharacteristic("CertificateStore", [], stores)]
    }

    private static func encoded(_ certificate: [UInt8]) -> LabCharacteristic {
        LabCharacteristic(
            Digest.thumbprint(of: certificate), [Parameter("EncodedCertificate", Base64.encode(certificate))])
    }
}

/// The account and its client.
extension LabProvisioningDocument {
    private var application: LabCharacteristic {
        var parameters = [
            Parameter("APPID", "w7"), Parameter("PROVIDER-ID", provider), Parameter("NAME", settings.serverName),
            Parameter("ADDR", address), Parameter("CONNRETRYFREQ", "6"), Parameter("INITIALBACKOFFTIME", "30000"),
            Parameter("MAXBACKOFFTIME", "120000"), Parameter("BACKCOMPATRETRYDISABLED", nil),
            Parameter("DEFAULTENCODING", settings.encoding.mediaType),
        ]
        if namesCertificate { parameters.append(Parameter("SSLCLIENTCERTSEARCHCRITERIA", searchCriteria)) }
        if settings.usesHardwareDeviceID { parameters.append(Parameter("USEHWDEVID", nil)) }
        if oddity == .initParameter { parameters.append(Parameter("INIT", nil)) }
        if oddity == .operatorRole { parameters.append(Parameter("ROLE", "8")) }
        if oddity == .lowerCaseNames {
            parameters = parameters.map { Parameter($0.name.lowercased(), $0.value, $0.dataType) }
        }
        return LabCharacteristic("APPLICATION", parameters, authentication)
    }

    /// Percent escapes as the documents show them: `=` of a name, and the backslash of a store.
    ///
    /// Inferred: the documents know only the store `My\User`; a joined device has its certificate in `My\System`, so
    /// that is what its criteria name.
    private var searchCriteria: String {
        "Subject=\("CN=\(commonName)".percentEncoded)&Stores=My%5C\(isDeviceCertificate ? "System" : "User")"
    }

    /// Both levels or none: a document with one alone is refused (Microsoft, *w7 APPLICATION CSP*). Which of them a
    /// session asks for is another matter.
    private var authentication: [LabCharacteristic] {
        guard let credentials else { return [] }
        let server = [
            Parameter("AAUTHLEVEL", "CLIENT"), Parameter("AAUTHTYPE", "DIGEST"),
            Parameter("AAUTHSECRET", credentials.serverSecret),
            Parameter("AAUTHDATA", Base64.encode(credentials.serverNonce)),
        ]
        let scheme = scheme ?? .md5
        var device = [
            Parameter("AAUTHLEVEL", "APPSRV"), Parameter("AAUTHTYPE", scheme == .md5 ? "DIGEST" : "BASIC"),
            Parameter("AAUTHNAME", credentials.deviceName), Parameter("AAUTHSECRET", credentials.deviceSecret),
        ]
        if scheme == .md5 { device.append(Parameter("AAUTHDATA", Base64.encode(credentials.deviceNonce))) }
        return [LabCharacteristic("APPAUTH", server), LabCharacteristic("APPAUTH", device)]
    }

    private var client: LabCharacteristic {
        var parameters = [
            Parameter("EntDMID", commonName, "string"), Parameter("EntDeviceName", commonName, "string"),
        ]
        if let user { parameters.insert(Parameter("UPN", user, "string"), at: 0) }
        if let version = settings.syncApplicationVersion {
            parameters.append(Parameter("SyncApplicationVersion", version, "string"))
        }
        if settings.requiresMessageSigning {
            parameters.append(Parameter("RequireMessageSigning", "true", "boolean"))
        }
        let name = oddity == .otherProvider ? provider + "-other" : provider
        return .path(["DMClient", "Provider"], LabCharacteristic(name, parameters, [poll]))
    }

    private var poll: LabCharacteristic {
        let schedule = settings.poll
        let values = [
            ("NumberOfFirstRetries", schedule.firstRetries), ("IntervalForFirstSetOfRetries", schedule.firstInterval),
            ("NumberOfSecondRetries", schedule.secondRetries),
            ("IntervalForSecondSetOfRetries", schedule.secondInterval),
            ("NumberOfRemainingScheduledRetries", schedule.remainingRetries),
            ("IntervalForRemainingScheduledRetries", schedule.remainingInterval),
        ]
        var parameters = values.map { Parameter($0.0, String(oddity == .zeroPoll ? 0 : $0.1), "integer") }
        parameters.append(Parameter("PollOnLogin", schedule.pollsOnLogin ? "true" : "false", "boolean"))
        return LabCharacteristic("Poll", parameters)
    }
}
