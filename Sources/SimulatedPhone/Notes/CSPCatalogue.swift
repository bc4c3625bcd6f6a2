package import ManagementTree

/// Which CSPs there are outside this program: facts for hints, nothing that a phone answers by (Microsoft, *Configuration
/// service provider reference* of 2017, the columns Mobile and Mobile Enterprise; `LaterVersions` for what came after).
package enum CSPCatalogue {
    /// Those that phones of version 1703 have.
    private static let onPhones: Set<String> = [
        "ActiveSync", "AppLocker", "BitLocker", "BOOTSTRAP", "CellularSettings", "CertificateStore",
        "ClientCertificateInstall", "CM_CellularEntries", "CM_ProxyEntries", "CMPolicy", "CMPolicyEnterprise",
        "DevDetail",
        "DeviceInstanceService", "DeviceLock", "DeviceManageability", "DeviceStatus", "DevInfo", "DiagnosticLog",
        "DMAcc",
        "DMClient", "DynamicManagement", "EMAIL2", "EnterpriseAPN", "EnterpriseAppManagement",
        "EnterpriseAssignedAccess",
        "EnterpriseDataProtection", "EnterpriseExt", "EnterpriseExtFileSystem", "EnterpriseModernAppManagement",
        "FileSystem", "HealthAttestation", "HotSpot", "Maps", "Messaging", "NAP", "NAPDEF", "NetworkProxy", "NodeCache",
        "PassportForWork", "Policy", "PolicyManager", "Provisioning", "PROXY", "PXLOGICAL", "Reboot", "Registry",
        "RemoteFind", "RemoteLock", "RemoteRing", "RemoteWipe", "Reporting", "RootCATrustedCertificates",
        "SecurityPolicy", "Storage", "SUPL", "TPMPolicy", "Update", "VPN", "VPNv2", "WiFi", "WindowsLicensing",
        "WindowsSecurityAuditing",
    ]

    /// Those of them that no desktop has.
    private static let onPhonesOnly: Set<String> = [
        "CMPolicyEnterprise", "DeviceInstanceService", "DeviceLock", "EnterpriseAppManagement",
        "EnterpriseAssignedAccess", "EnterpriseExt", "EnterpriseExtFileSystem", "FileSystem", "HotSpot", "Maps",
        "Messaging", "PolicyManager", "Registry", "RemoteLock", "RemoteRing", "VPN", "WindowsSecurityAuditing",
    ]

    /// Those that only desktops of version 1703 have, or other editions than phones.
    private static let elsewhere: Set<String> = [
        "AllJoynManagement", "AssignedAccess", "BrowserFavorite", "CleanPC", "CustomDeviceUI", "Defender",
        "DeveloperSetup", "EnterpriseAppVManagement", "EnterpriseDesktopAppManagement", "NetworkQoSPolicy",
        "Office", "Personalization", "SecureAssessment", "SharedPC", "UnifiedWriteFilter", "Win32AppInventory",
        "WindowsAdvancedThreatProtection",
    ]

    /// All names, in the order of the alphabet.
    package static let names: [String] = onPhones.union(elsewhere).union(LaterVersions.csps).sorted()

    /// On which platforms a CSP is; empty for one that is not known.
    package static func platforms(of name: String) -> [Platform] {
        if onPhonesOnly.contains(name) { return [.phone] }
        if onPhones.contains(name) { return [.phone, .desktop] }
        return names.contains(name) ? [.desktop] : []
    }

    /// What is known of a CSP that no description knows.
    package static func note(on name: String, _ traits: DeviceTraits) -> Note? {
        guard let known = names.first(where: { NodeName($0) == NodeName(name) }) else { return nil }
        if let later = LaterVersions.entry(of: known) { return later.note("\(known) came", traits) }
        let isDesktop = traits.platform == .desktop
        guard onPhones.contains(known) || isDesktop else {
            return Note(.slip, "\(known) is on desktops only, no phone has it", .notOnPhones)
        }
        guard !isDesktop || !onPhonesOnly.contains(known) else {
            return Note(.slip, "\(known) is on phones only, no desktop has it", .notOnPhones)
        }
        return Note(
            .slip,
            "\(isDesktop ? "desktops" : "phones") have \(known), but it is not built in here: give a folder with its DDF file by --ddf",
            .notBuiltIn)
    }

    /// What is known of a node that no description knows, by its address.
    /// - Parameter depth: the place of the first of its names that is not known.
    static func note(onNode uri: NodeURI, at depth: Int, _ traits: DeviceTraits) -> Note? {
        LaterVersions.entry(at: uri, depth).map { $0.note("'\(uri.names[depth])' came", traits) }
    }

    /// The address with what belongs in front of the CSP: `./PassportForWork/…` and `./MSFT/Policy/…` begin with
    /// Vendor/MSFT, `./Vendor/MSFT/DMAcc` stands below SyncML; nil where nothing else belongs there.
    /// - Parameter depth: the place of the first name that is not known.
    package static func wholeAddress(_ uri: NodeURI, _ depth: Int) -> String? {
        let names = uri.names
        let usual: [NodeName] = ["Vendor", "MSFT"]
        let first = depth == 2 && names.starts(with: usual) ? 2 : names[0] == "MSFT" ? 1 : 0
        guard depth == (first == 2 ? 2 : 0), names.count > first,
            Self.names.contains(where: { NodeName($0) == names[first] })
        else { return nil }
        let csp = ConfigurationServiceProvider.named(names[first].text)
        let parent = csp?.parent ?? usual
        guard first < 2 || parent != usual else { return nil }
        let prefix = csp.map { $0.scopes.contains(uri.scope) ? uri.prefix : $0.address.prefix } ?? uri.prefix
        return NodeURI(prefix: prefix, names: parent + names[first...], query: uri.query).description
    }
}
