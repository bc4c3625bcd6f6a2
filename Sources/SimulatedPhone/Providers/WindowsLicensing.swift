import ManagementTree

/// WindowsLicensing: another edition of Windows, on phones by a licence (Microsoft, *WindowsLicensing CSP*; csp.md 15.2).
struct WindowsLicensingProvider: Provider {
    // Windows API, *GetProductInfo*.
    private static let mobile = 0x68
    fileprivate static let mobileEnterprise = 0x85

    /// How far a change of edition has come, by the numbers of the node Status.
    enum Progress: Int, Codable {
        case failed, pending, running, completed, unknown
    }

    struct License: KeyedValue {
        /// Not the CSP's name: the edition stays when the account goes.
        static let key = "WindowsEdition"

        var progress = Progress.unknown
        /// Whether a licence has made the phone one of Mobile Enterprise.
        var isMobileEnterprise = false
    }

    enum Order: String, JobOrder {
        static let csp = "WindowsLicensing"

        case mobileEnterprise
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        let text: String? =
            switch node.place {
            case "Edition": "\(phone.profile.edition)"
            case "Status": "\(phone[License.self].progress.rawValue)"
            // Inferred: the page says which device needs which, and not how the value is written.
            case "LicenseKeyType": phone.platform == .phone ? "License" : "ProductKey"
            default: nil
            }
        return text.map { node.value($0) }
    }

    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation? {
        switch node.place {
        case "UpgradeEditionWithLicense":
            try checkLicense(node, argument, phone)
            phone[License.self].progress = .pending
            phone.plan(Order.mobileEnterprise, due: environment.now)
            return .accepted
        case "UpgradeEditionWithProductKey", "ChangeProductKey", "CheckApplicability":
            try checkProductKey(node, argument, phone)
            return .done
        default: return nil
        }
    }

    /// The one way that a licence leads: Mobile to Mobile Enterprise. Whether it is a good one only Microsoft could tell.
    private func checkLicense(_ node: NodeLocation, _ argument: String?, _ phone: Phone) throws(Refusal) {
        try ValueMarkup.read(argument, at: node.uri)
        guard phone.profile.edition == Self.mobile else {
            throw Refusal(
                .failed,
                "\(node.uri): a licence makes Mobile (\(Self.mobile)) into Mobile Enterprise "
                    + "(\(Self.mobileEnterprise)); this device has edition \(phone.profile.edition)")
        }
    }

    /// Inferred: which edition a key is for only Microsoft knows, so that a good one changes none here.
    private func checkProductKey(_ node: NodeLocation, _ argument: String?, _ phone: Phone) throws(Refusal) {
        guard phone.platform == .desktop else {
            throw Refusal(.failed, "\(node.uri) is for desktops; a phone takes UpgradeEditionWithLicense")
        }
        guard let argument, argument.wholeMatch(of: #/([0-9A-Za-z]{5}-){4}[0-9A-Za-z]{5}/#) != nil else {
            throw Refusal(.valueRefused, "\(node.uri): a product key has 29 characters, with its dashes")
        }
    }

    func begin(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) -> JobCourse {
        phone[License.self].progress = .running
        return JobCourse(seconds: 10)
    }

    /// No restart is needed.
    func end(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) {
        phone[License.self] = License(progress: .completed, isMobileEnterprise: true)
        phone.applyLicense()
        phone.effects.append(.noticed(csp: Order.csp, "the phone runs Windows 10 Mobile Enterprise now"))
    }

    func sights(in phone: Phone) -> [String] {
        phone[License.self].isMobileEnterprise ? ["a licence has made it Windows 10 Mobile Enterprise"] : []
    }
}

extension Phone {
    /// Makes the phone one of the edition that its licence is for.
    mutating func applyLicense() {
        guard self[WindowsLicensingProvider.License.self].isMobileEnterprise else { return }
        blueprint = blueprint.ingesting([])
            .licensed(for: WindowsLicensingProvider.mobileEnterprise, named: "Mobile Enterprise")
        applyADMX()
    }
}
