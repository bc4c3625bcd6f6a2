import ManagementTree
import Notation

/// The apps of the phone beside those that came with it, and those that are to come.
///
/// With the account they go, and the phone is left with the apps that it came with.
struct Apps: KeyedValue {
    static let key = "EnterpriseModernAppManagement"

    var installed: [AppPackage] = []
    /// Apps of the factory that are no more, by their full names.
    var removed: [String] = []
    /// What goes on or has failed, by scope and family name.
    private(set) var installations: [String: AppInstallation] = [:]
    private(set) var licenses: [String: AppLicense] = [:]
    /// The last inventory that was asked for.
    var query: String?

    /// Inferred: a few of the apps of a device, so that an inventory is none without any; the versions are those of the build.
    /// - Parameter processor: for which they are built, as names of packages have it.
    static func ofFactory(for processor: String) -> [AppPackage] {
        [
            microsoft("Microsoft.WindowsCalculator", "10.1703.601.0", processor),
            microsoft("Microsoft.WindowsAlarms", "10.1703.602.0", processor),
            microsoft("Microsoft.VCLibs.140.00", "14.0.24605.0", processor, isFramework: true),
            microsoft("Microsoft.MicrosoftEdge", "40.15063.297.0", processor, .system),
            AppPackage(
                name: "Microsoft.AAD.BrokerPlugin", publisherID: "cw5n1h2txyewy",
                publisher: "CN=Microsoft Windows, O=Microsoft Corporation, L=Redmond, S=Washington, C=US",
                version: "1000.15063.0.0", architecture: "neutral", origin: .system),
        ]
    }

    private static func microsoft(
        _ name: String, _ version: String, _ processor: String, _ origin: AppPackage.Origin = .store,
        isFramework: Bool = false
    ) -> AppPackage {
        AppPackage(
            name: name, publisherID: "8wekyb3d8bbwe",
            publisher: "CN=Microsoft Corporation, O=Microsoft Corporation, L=Redmond, S=Washington, C=US",
            version: version, architecture: processor, origin: origin, isFramework: isFramework)
    }

    /// All that are on the phone.
    /// - Parameter factory: those that came with it.
    func all(_ factory: [AppPackage]) -> [AppPackage] {
        factory.filter { !removed.contains($0.fullName) } + installed
    }

    /// The packages at a place below AppManagement: of one origin, one family, or the one with a full name.
    func packages(_ names: [NodeName], _ factory: [AppPackage]) -> [AppPackage] {
        all(factory).filter { package in
            zip(names, [package.origin.rawValue, package.familyName, package.fullName])
                .allSatisfy { $0 == NodeName($1) }
        }
    }

    /// The package with a full name, in any case of letters.
    func named(_ fullName: String, _ factory: [AppPackage]) -> AppPackage? {
        all(factory).first { NodeName($0.fullName) == NodeName(fullName) }
    }

    /// Puts an app in the place of another version of it.
    mutating func install(_ package: AppPackage, _ factory: [AppPackage]) {
        for old in all(factory) where NodeName(old.familyName) == NodeName(package.familyName) {
            remove(old.fullName, factory)
        }
        installed.append(package)
    }

    mutating func remove(_ fullName: String, _ factory: [AppPackage]) {
        installed.removeAll { $0.fullName == fullName }
        if factory.contains(where: { $0.fullName == fullName }) { removed.append(fullName) }
    }

    /// How far the installing of an app has come; nil where nobody has asked for it.
    subscript(app: AppTarget) -> AppInstallation? {
        get { installations[asWritten: app.key] }
        set { installations[asWritten: app.key] = newValue }
    }

    subscript(license id: String) -> AppLicense? {
        get { licenses[asWritten: id] }
        set { licenses[asWritten: id] = newValue }
    }
}

extension Phone {
    /// The apps that came with it, for its processor (GetSystemInfo's numbers in DevDetail).
    var factoryApps: [AppPackage] {
        let processors = [0: "x86", 5: "arm", 9: "x64", 12: "arm64"]
        return Apps.ofFactory(for: processors[profile.processorArchitecture] ?? "neutral")
    }
}

/// Names of servers, kept as they were first written; they compare as names of nodes do, without the case of letters.
extension Dictionary where Key == String {
    fileprivate subscript(asWritten name: String) -> Value? {
        get { self[written(name)] }
        set { self[written(name)] = newValue }
    }

    private func written(_ name: String) -> String {
        self[name] == nil ? keys.first { NodeName($0) == NodeName(name) } ?? name : name
    }
}

/// How far the installing of an app has come: the leaves below AppInstallation/{PackageFamilyName}.
struct AppInstallation: Codable, Equatable, Sendable {
    enum Status: Int, Codable {
        case notInstalled, installing, failed, installed
    }

    var status = Status.notInstalled
    var error: UInt32 = 0
    var message = ""
}

/// A licence for an app of the Store: the leaves below StoreLicenses/{LicenseID}.
struct AppLicense: Codable, Equatable, Sendable {
    var category: String
    var usage: String

    /// Inferred: one that a server brings is from the Store for Business and holds offline.
    static let brought = AppLicense(category: "Enterprise", usage: "Offline")
    static let ofStore = AppLicense(category: "Retail", usage: "Online")
    static let unknown = AppLicense(category: "Unknown", usage: "Unknown")
}
