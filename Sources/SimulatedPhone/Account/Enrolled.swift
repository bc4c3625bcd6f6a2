package import ManagementTree
package import Notation

/// All that makes a phone an enrolled one, held apart so that a phone without costs nothing for it.
package struct Enrolled: Codable, Equatable, Sendable {
    @Boxed package var account: ManagementAccount
    package var renewal = CertificateRenewalState()
    /// When the phone enrolled, from which the poll schedule counts.
    package var since: Instant
    /// The number of the last session.
    package var sessionNumber: UInt16 = 0
    /// How many polls were made since then, and when the last one was.
    package var polls = PollRecord()
    /// The push channel that a server has asked for (DMClient/Provider/{id}/Push).
    package var push: PushChannel?
    /// The token of the Azure AD user, which every request shows while the user is signed in.
    package var userToken: String?
    /// Whether the next session must tell the server that the account is about to go (alert 1226).
    package var isUnenrolling = false
    /// Where the account came from; nil on phones that were kept before this was noted.
    package var origin: EnrollmentOrigin?

    package init(account: ManagementAccount, since: Instant) {
        self.account = account
        self.since = since
    }

    /// Why the phone's certificate is never renewed; nil where it knows whom to ask.
    package var renewalObstacle: String? {
        guard account.discoveryURL.isEmpty, renewal.serverURL?.isEmpty ?? true else { return nil }
        return "the phone was enrolled with a document and knows no discovery service to renew its certificate at; let "
            + "its server write ./Vendor/MSFT/CertificateStore/MY/WSTEP/Renew/ServerURL, or enrol it anew, with the "
            + "address of that service beside --document"
    }

    /// What is kept as a text: what changes with every session has a table of its own.
    private enum CodingKeys: String, CodingKey {
        case account, renewal, since, push, userToken, isUnenrolling, origin
    }

    /// What is not as in another enrolment.
    func differences(from other: Enrolled) -> PhoneDifferences {
        var found: PhoneDifferences = []
        if sessionNumber != other.sessionNumber || polls != other.polls { found.insert(.session) }
        if _account != other._account || renewal != other.renewal || since != other.since || push != other.push
            || userToken != other.userToken || isUnenrolling != other.isUnenrolling || origin != other.origin
        {
            found.insert(.account)
        }
        return found
    }

    package struct PollRecord: Equatable, Sendable {
        package var count = 0
        package var last: Instant?

        package init() {}
    }

    /// A channel of the Windows push service: valid for 30 days, renewed after 15 (csp.md 8.8).
    package struct PushChannel: Codable, Equatable, Sendable {
        package var uri: String
        package var made: Instant

        package init(uri: String, made: Instant) {
            self.uri = uri
            self.made = made
        }

        package static let validDays = 30
        package static let renewalDays = 15
    }
}

extension Phone {
    /// The account's node under DMClient/Provider.
    package static func accountNode(_ providerID: String) -> [NodeName] {
        ["Vendor", "MSFT", "DMClient", "Provider", NodeName(providerID)]
    }

    private static let accountsID = NodeID(["Vendor", "MSFT", "DMClient", "Provider"], in: .device)

    /// What the tree holds of the account: a node below DMClient/Provider/{id}, such as `["Poll", "PollOnLogin"]`.
    package func accountValue(_ names: [NodeName]) -> NodeValue? {
        guard let id = enrolled?.account.providerID else { return nil }
        return tree.node(Self.accountsID.child(NodeName(id)).descendant(names))?.value
    }

    /// Writes what the device itself has to say of the account.
    package mutating func setAccountValue(_ value: NodeValue?, at names: [NodeName]) {
        guard let account = enrolled?.account else { return }
        tree.set(value, at: Self.accountNode(account.providerID) + names, in: .device)
    }

    /// Enrols the phone: the account and what the provisioning document says under DMClient.
    /// The phone must not be enrolled already; one that only its profile calls enrolled loses that account.
    package mutating func enroll(_ enrolled: Enrolled) {
        tree.remove(at: ["Vendor", "MSFT", "DMClient", "Provider"], in: .device)
        self.enrolled = enrolled
        setAccountValue(nil, at: [])
        setAccountValue(.chr(enrolled.account.address), at: ["ManagementServiceAddress"])
        setAccountValue(.chr(enrolled.account.enrollmentType.rawValue), at: ["EnrollmentType"])
        setAccountValue(.chr(enrolled.account.user), at: ["UPN"])
    }

    /// Takes the account away with all that it brought: certificates, policies and what the server wrote
    /// (protocol.md 6.10). A certificate that was there before stays.
    ///
    /// Inferred: the PIN stays; the policies that asked for it are gone.
    package mutating func unenroll(now: Instant) {
        enrolled = nil
        certificates.removeThoseOfAccount()
        tree = Tree()
        applyADMX()
        forgetServer(now: now)
        effects.removeAll()
        reviewProtector(now: now)
    }

    /// The device id as the server knows it: DevInfo/DevId and the Source of every message. With USEHWDEVID it is the
    /// IMEI (Microsoft, *DevInfo CSP*).
    package var reportedDeviceID: String {
        guard enrolled?.account.usesHardwareDeviceID == true, let imei = sims.first?.imei else {
            return deviceID
        }
        return imei
    }
}
