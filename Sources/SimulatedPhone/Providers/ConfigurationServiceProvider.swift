import EmbeddedDDF
package import ManagementTree

/// One configuration service provider of the phone: where it stands, which DDF describes it, what it does.
package struct ConfigurationServiceProvider: Sendable {
    /// The name of its top node, and of its DDF file.
    package let name: String
    /// The names that lead to the top node.
    package let parent: [NodeName]
    package let scopes: [NodeScope]
    package let provider: any Provider

    /// The names of the address of its top node.
    private var top: [NodeName] { parent + [NodeName(name)] }

    private init(
        _ name: String, below parent: [NodeName] = ["Vendor", "MSFT"], _ scopes: [NodeScope] = [.device],
        _ provider: any Provider = StoringProvider()
    ) {
        self.name = name
        self.parent = parent
        self.scopes = scopes
        self.provider = provider
    }

    /// The one list. A new CSP is one DDF file and one line here, and a Swift file if it does more than store.
    package static let all: [ConfigurationServiceProvider] = [
        ConfigurationServiceProvider("DevInfo", below: [], [.device], DevInfoProvider()),
        ConfigurationServiceProvider("DevDetail", below: [], [.device], DevDetailProvider()),
        ConfigurationServiceProvider("DeviceStatus", DeviceStatusProvider()),
        ConfigurationServiceProvider("DMClient", DMClientProvider()),
        ConfigurationServiceProvider("PassportForWork", [.device, .user], PassportForWorkProvider()),
        ConfigurationServiceProvider("RemoteLock", RemoteLockProvider()),
        ConfigurationServiceProvider("RemoteRing", [.device, .user], RemoteRingProvider()),
        ConfigurationServiceProvider("RemoteWipe", RemoteWipeProvider()),
        ConfigurationServiceProvider("Reboot", RebootProvider()),
        ConfigurationServiceProvider("RemoteFind", RemoteFindProvider()),
        ConfigurationServiceProvider(
            "EnterpriseModernAppManagement", [.device, .user], EnterpriseModernAppManagementProvider()),
        ConfigurationServiceProvider("HealthAttestation", HealthAttestationProvider()),
        ConfigurationServiceProvider("DiagnosticLog", DiagnosticLogProvider()),
        ConfigurationServiceProvider("WindowsLicensing", WindowsLicensingProvider()),
        ConfigurationServiceProvider("Update", UpdateProvider()),
        ConfigurationServiceProvider("Reporting", ReportingProvider()),
        ConfigurationServiceProvider("Storage", StorageProvider()),
        ConfigurationServiceProvider("EnterpriseAssignedAccess", EnterpriseAssignedAccessProvider()),
        ConfigurationServiceProvider("DeviceManageability", DeviceManageabilityProvider()),
        ConfigurationServiceProvider("DeviceInstanceService", DeviceInstanceServiceProvider()),
        ConfigurationServiceProvider("AssignedAccess", AssignedAccessProvider()),
        ConfigurationServiceProvider("CustomDeviceUI"),
        ConfigurationServiceProvider("DeviceLock", DeviceLockProvider()),
        ConfigurationServiceProvider("Policy", [.device, .user], PolicyProvider()),
        ConfigurationServiceProvider("CertificateStore", CertificateStoreProvider()),
        ConfigurationServiceProvider(
            "RootCATrustedCertificates", [.device, .user], RootCATrustedCertificatesProvider()),
        ConfigurationServiceProvider("DMAcc", below: ["SyncML"], [.device], DMAccProvider()),
        ConfigurationServiceProvider("NodeCache", [.device, .user], NodeCacheProvider()),
        ConfigurationServiceProvider(
            "ClientCertificateInstall", [.device, .user], ClientCertificateInstallProvider()),
        ConfigurationServiceProvider("WiFi", WiFiProvider()),
        ConfigurationServiceProvider("VPNv2", [.device, .user], VPNv2Provider()),
        ConfigurationServiceProvider("EMAIL2", [.device, .user], EMAIL2Provider()),
        ConfigurationServiceProvider(
            "ActiveSync", [.device, .user],
            StoringProvider(showing: ["ActiveSync", "Accounts"], as: "has the Exchange account")),
        ConfigurationServiceProvider("EnterpriseAPN", EnterpriseAPNProvider()),
        ConfigurationServiceProvider("EnterpriseDataProtection", EnterpriseDataProtectionProvider()),
        ConfigurationServiceProvider("CMPolicyEnterprise"),
        ConfigurationServiceProvider("NetworkProxy", NetworkProxyProvider()),
        ConfigurationServiceProvider("Maps", MapsProvider()),
        ConfigurationServiceProvider("Messaging", [.user]),
        ConfigurationServiceProvider("SUPL"),
        ConfigurationServiceProvider("WindowsSecurityAuditing"),
    ]

    /// The built-in one of a name, in any case of letters.
    package static func named(_ name: String) -> ConfigurationServiceProvider? {
        all.first { NodeName($0.name) == NodeName(name) }
    }

    /// The address of the top node: without a scope where the device has it, and else with that of users.
    package var address: NodeURI { NodeURI(prefix: scopes.contains(.device) ? .none : .user, names: top) }

    /// Where the built-in files hang; each is read when a node of it is first touched.
    static var mounts: [Mount] {
        all.enumerated().flatMap { owner, provider in
            provider.scopes.map { provider.mount(in: $0, owner: owner) }
        }
    }

    /// The mounts of a user's DDF file, and what is odd in it. Nodes of a CSP that the phone has keep its behaviour.
    package static func examine(
        _ bytes: [UInt8], file: String
    ) throws(DDFError) -> (mounts: [Mount], oddities: [DDFOddity]) {
        let contents = try DDFReader.examine(bytes, file: file, standing: standing)
        let mounts = contents.tops.map { top in
            Mount(scope: top.scope, parent: top.parent, name: top.description.name ?? "") { top.description }
        }
        return (mounts, contents.oddities)
    }

    /// What a user's file cannot say of the nodes at a place, be it a CSP or a part of it such as an area of Policy.
    private static func standing(in scope: NodeScope, of names: [NodeName]) -> DDFReader.Standing {
        let owner = all.firstIndex { $0.scopes.contains(scope) && names.starts(with: $0.top) }
        // The published files of Policy mark the nodes of Result alone (csp.md 6), so they do not tell where one is.
        return DDFReader.Standing(
            owner: owner, names: owner.map { names.dropFirst(all[$0].top.count) } ?? [],
            tellsPlatforms: owner.map { all[$0].name != "Policy" } ?? true)
    }

    private func mount(in scope: NodeScope, owner: Int) -> Mount {
        let name = NodeName(name)
        return Mount(scope: scope, parent: parent, name: name) {
            // A test reads every built-in file, so that none is missing or wrong here.
            try? descriptions(in: [scope], owner: owner).first { $0.description.name == name }?.description
        }
    }

    /// What the built-in file says, by top nodes, and of Policy the table beside it.
    package func descriptions(
        in scopes: [NodeScope] = NodeScope.allCases, owner: Int? = nil
    ) throws(DDFError) -> [DDFReader.TopNode] {
        let tops = try DDFReader.read(BuiltInDDF.bytes(of: name), file: "\(name).xml") { _, _ in
            DDFReader.Standing(owner: owner)
        }
        return tops.filter { scopes.contains($0.scope) }.map { top in
            guard name == "Policy" else { return top }
            var top = top
            let policies = PolicyTable.description(in: top.scope, owner: owner)
            top.description = top.description.overridden(by: policies)
            return top
        }
    }
}

extension ConfigurationServiceProvider {
    private init(_ name: String, _ provider: any Provider) {
        self.init(name, below: ["Vendor", "MSFT"], [.device], provider)
    }

    private init(_ name: String, _ scopes: [NodeScope], _ provider: any Provider) {
        self.init(name, below: ["Vendor", "MSFT"], scopes, provider)
    }
}
