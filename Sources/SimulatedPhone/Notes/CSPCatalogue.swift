package import ManagementTree

/// Which CSPs there are outside this program: facts for hints, nothing that a phone answers by (Microsoft, *Configuration
/// service provider reference* of 2017, the columns Mobile and Mobile Enterprise; later versions from the pages' own
/// *Added in* lines).
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
        "DeveloperSetup", "EnterpriseAppVManagement", "EnterpriseDesktopAppManagement", "Firewall", "NetworkQoSPolicy",
        "Office", "Personalization", "SecureAssessment", "SharedPC", "UnifiedWriteFilter", "Win32AppInventory",
        "WindowsAdvancedThreatProtection",
    ]

    /// Those that came after version 1703, all of them for desktops.
    private static let later: [String: String] = [
        "WindowsDefenderApplicationGuard": "1709", "eUICCs": "1709", "Accounts": "1803", "MultiSIM": "1803",
        "UEFI": "1803", "WiredNetwork": "1809", "TenantLockdown": "1809", "EnrollmentStatusTracking": "1903",
        "ApplicationControl": "1903",
    ]

    /// Nodes of built-in CSPs that came after version 1703, by their names below the CSP.
    private static let laterNodes: [(csp: NodeName, name: NodeName, version: String)] = [
        ("PassportForWork", "UseHelloCertificatesAsSmartCardCertificates", "1809"),
        ("PassportForWork", "SecurityKey", "1903"),
    ]

    /// All names, in the order of the alphabet.
    package static let names: [String] = (onPhones.union(elsewhere).union(later.keys)).sorted()

    /// On which platforms a CSP is; empty for one that is not known.
    package static func platforms(of name: String) -> [Platform] {
        if onPhonesOnly.contains(name) { return [.phone] }
        if onPhones.contains(name) { return [.phone, .desktop] }
        return names.contains(name) ? [.desktop] : []
    }

    /// What is known of a CSP that no description knows.
    package static func note(on name: String, _ traits: DeviceTraits) -> Note? {
        guard let known = names.first(where: { NodeName($0) == NodeName(name) }) else { return nil }
        if let version = later[known] {
            return Note(
                .slip, "\(known) came with version \(version) of Windows 10 and is not on phones", .laterVersion)
        }
        guard onPhones.contains(known) else {
            return Note(.slip, "\(known) is on desktops only, no phone has it", .notOnPhones)
        }
        return Note(
            .slip,
            "phones have \(known), but it is not built in here: give a folder with its DDF file by --ddf",
            .notBuiltIn)
    }

    /// Since which version a node is there that no description knows.
    static func laterNode(_ uri: NodeURI) -> String? {
        guard uri.depth > 3 else { return nil }
        let names = uri.names
        return laterNodes.first { later in names[2] == later.csp && names[3...].contains(later.name) }?.version
    }

    /// The address with what was left away in front: `./PassportForWork/…` and `./MSFT/Policy/…` begin with Vendor/MSFT.
    static func wholeAddress(_ uri: NodeURI, _ depth: Int) -> String? {
        let names = uri.names
        let first = names[0] == "MSFT" ? 1 : 0
        guard depth == 0, names.count > first, Self.names.contains(where: { NodeName($0) == names[first] }) else {
            return nil
        }
        return NodeURI(prefix: uri.prefix, names: ["Vendor", "MSFT"] + names[first...]).description
    }
}
