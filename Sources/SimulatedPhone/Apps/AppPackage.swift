import ManagementTree
import Notation

/// An app as it is installed: the identity of its package, and where it came from (Microsoft,
/// *EnterpriseModernAppManagement CSP*; the names as in *Package identity overview* of Windows).
struct AppPackage: Codable, Equatable, Sendable {
    /// Where a package came from: the names of the nodes below AppManagement.
    enum Origin: String, Codable, CaseIterable {
        case store = "AppStore"
        case elsewhere = "nonStore"
        case system = "System"
    }

    var name: String
    /// Thirteen characters that stand for the publisher; empty for a XAP, which has only its product id.
    var publisherID: String
    var publisher: String
    /// Four numbers.
    var version: String
    var architecture: String
    var origin: Origin
    var isFramework = false
    /// Whether every user of the device gets it.
    var isProvisioned = false
    /// nil for one that came with the phone.
    var installed: Instant?

    var familyName: String { publisherID.isEmpty ? name : "\(name)_\(publisherID)" }

    /// With an empty resource id, as that of an app is.
    var fullName: String {
        publisherID.isEmpty ? name : "\(name)_\(version)_\(architecture)__\(publisherID)"
    }

    /// Inferred: devices keep apps there; only the last name is documented.
    private func location(on platform: Platform) -> String {
        if origin == .system { return #"C:\Windows\SystemApps\"# + familyName }
        let folder =
            switch platform {
            case .phone: #"C:\Data\PROGRAMS\WindowsApps\"#
            case .desktop: #"C:\Program Files\WindowsApps\"#
            }
        return folder + fullName
    }
}

extension AppPackage {
    /// The package that a family name and an address stand for. What only its own manifest could tell follows from the file's
    /// name, in the form in which packages are built (`Contoso.App_1.2.3.4_arm.appxbundle`).
    ///
    /// Inferred: what the name of the file does not tell is version 1.0.0.0 for every processor.
    init(family: String, address: String, origin: Origin) {
        let parts = family.split(separator: "_")
        name = parts.count < 2 ? family : parts.dropLast().joined(separator: "_")
        publisherID = parts.count < 2 ? "" : parts.last.map { String($0) } ?? ""
        publisher = publisherID.isEmpty ? "" : "CN=\(publisherID)"
        let file = address.split { "/\\?#".contains($0) }.last { $0.contains("_") }
        let words = file?.split(separator: "_").flatMap { $0.split(separator: ".appx") } ?? []
        version = words.first { $0.wholeMatch(of: #/\d+\.\d+\.\d+\.\d+/#) != nil }.map { String($0) } ?? "1.0.0.0"
        architecture =
            words.map { $0.lowercased() }.first { ["arm", "x86", "x64", "neutral"].contains($0) } ?? "neutral"
        self.origin = origin
    }

    /// What an app inventory and the nodes below its full name tell of it, by the names of both.
    func details(user: String, on platform: Platform) -> [(String, String)] {
        [
            ("Name", name), ("Version", version), ("Publisher", publisher), ("Architecture", architecture),
            ("InstallLocation", location(on: platform)), ("IsFramework", isFramework ? "1" : "0"), ("IsBundle", "0"),
            ("InstallDate", installed?.text ?? ""), ("ResourceID", ""), ("PackageStatus", "0"),
            ("RequiresReinstall", "0"), ("Users", user), ("IsProvisioned", isProvisioned ? "1" : "0"),
        ]
    }
}
