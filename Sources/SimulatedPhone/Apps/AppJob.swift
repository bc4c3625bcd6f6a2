import ManagementTree
import Notation

/// What the phone does with apps after its answer.
enum AppJob: JobOrder, Equatable {
    static let csp = Apps.key

    /// Installs an app from the Store.
    case storeInstall(AppTarget)
    /// Installs an app from an address.
    case hostedInstall(AppTarget, address: String)
    /// Removes packages, by their full names. `scope` and `family` are what the alert is about.
    case uninstall(AppTarget, packages: [String])
    case updateScan

    /// The app that the job installs.
    var installed: AppTarget? {
        switch self {
        case .storeInstall(let app), .hostedInstall(let app, _): app
        case .uninstall, .updateScan: nil
        }
    }
}

/// The app that a job is about.
struct AppTarget: Codable, Sendable {
    /// Whose it is: `User`, or `Device` where every user gets it.
    var scope: String
    /// As the server wrote it.
    var family: String

    /// Under which the phone remembers how far its installing has come.
    var key: String { "\(scope)/\(family)" }

    /// The node of this CSP that an alert is about.
    func source(_ names: String...) -> String {
        (["./\(scope)/Vendor/MSFT/EnterpriseModernAppManagement"] + names).joined(separator: "/")
    }

    func node(_ name: String) -> NodeURI {
        NodeURI(
            prefix: scope == "User" ? .user : .device,
            names: ["Vendor", "MSFT", "EnterpriseModernAppManagement", NodeName(name), NodeName(family)])
    }
}

/// The same app is meant in any case of letters.
extension AppTarget: Equatable {
    static func == (left: AppTarget, right: AppTarget) -> Bool { NodeName(left.key) == NodeName(right.key) }
}

/// How these jobs go on.
extension Phone {
    /// ERROR_BAD_NETPATH
    private static let unreachable: UInt32 = 0x8007_0035
    /// ERROR_INSTALL_POLICY_FAILURE
    private static let forbidden: UInt32 = 0x8007_3CFF
    /// ERROR_INSTALL_OPEN_PACKAGE_FAILED
    private static let unreadable: UInt32 = 0x8007_3CF0

    /// Inferred: no document says how long an app takes.
    mutating func begin(_ job: AppJob) -> JobCourse {
        switch job {
        case .updateScan, .uninstall: return JobCourse(seconds: 5)
        case .storeInstall(let app):
            self[Apps.self][app] = AppInstallation(status: .installing)
            return JobCourse(seconds: 20)
        case .hostedInstall(let app, let address):
            self[Apps.self][app] = AppInstallation(status: .installing)
            let errand = foreseenFailure(from: address) == nil ? Errand.request(ErrandRequest(url: address)) : nil
            return JobCourse(seconds: errand == nil ? 5 : 0, errand: errand)
        }
    }

    /// The package was asked for at its address.
    mutating func proceed(_ job: AppJob, by outcome: ErrandOutcome, _ now: Instant) {
        guard case .hostedInstall(let app, let address) = job else { return }
        switch outcome {
        case .answer(let answer) where (200..<300).contains(answer.status):
            // A package is a ZIP archive, encrypted ones have a signature of their own.
            guard answer.body.starts(with: Array("PK".utf8)) || answer.body.starts(with: Array("EXPH".utf8)) else {
                return fail(app, Self.unreadable, "what \(address) gave is no app package")
            }
            install(app, from: address, .elsewhere, now)
        case .answer(let answer):
            let error = 0x8019_0000 + UInt32(clamping: min(answer.status, 0xFFFF))
            fail(app, error, "\(address) answered \(answer.status)")
        case .failed(let failure): fail(app, failure.hresult ?? 0x8007_2EFD, failure.message)
        case .key, .done: fail(app, Self.unreachable, "\(address) was not asked")
        }
    }

    mutating func end(_ job: AppJob, _ now: Instant) {
        switch job {
        case .updateScan:
            // Inferred: the Store has nothing newer.
            effects.append(.noticed(csp: Apps.key, "has looked for new versions of its apps"))
        case .storeInstall(let app): install(app, from: "", .store, now)
        case .hostedInstall(let app, let address):
            let (error, message) = foreseenFailure(from: address) ?? (Self.unreachable, "\(address) was not asked")
            fail(app, error, message)
        case .uninstall(let app, let packages):
            for package in packages {
                self[Apps.self].remove(package, factoryApps)
                effects.append(.noticed(csp: Apps.key, "the app \(package) is gone"))
            }
            report(
                GenericAlert(
                    type: "Reversed-Domain-Name:com.microsoft.mdm.EnterpriseAppUninstall.result", format: "int",
                    data: "0", source: app.source("AppManagement", app.family)), startingSession: true)
        }
    }

    /// Why nothing can be installed from an address, as far as that is known before anything is fetched; nil where it may be.
    func foreseenFailure(from address: String) -> (error: UInt32, message: String)? {
        guard mayHaveAppsFromElsewhere else {
            return (
                Self.forbidden,
                "apps that are not from the Store need the policy ApplicationManagement/AllowAllTrustedApps (1)"
            )
        }
        guard !address.lowercased().hasPrefix("http") else { return nil }
        return (Self.unreachable, "\(address) cannot be reached: the phone fetches over HTTP only")
    }

    /// Apps that are not from the Store need a policy (Microsoft, *Enterprise app management*).
    private var mayHaveAppsFromElsewhere: Bool {
        let policies: [NodeName] = ["AllowAllTrustedApps", "AllowDeveloperUnlock"]
        return policies.contains { policy("ApplicationManagement", $0) == 1 }
    }

    /// The node goes with the success; of an app from an address the server is told.
    private mutating func install(
        _ app: AppTarget, from address: String, _ origin: AppPackage.Origin, _ now: Instant
    ) {
        var package = AppPackage(family: app.family, address: address, origin: origin)
        package.installed = now
        package.isProvisioned = app.scope == "Device"
        self[Apps.self].install(package, factoryApps)
        self[Apps.self][app] = nil
        tree.remove(app.node("AppInstallation"))
        effects.append(.noticed(csp: Apps.key, "the app \(package.fullName) is installed"))
        if origin == .elsewhere { reportInstall(app, "0") }
    }

    private mutating func fail(_ app: AppTarget, _ error: UInt32, _ message: String) {
        self[Apps.self][app] = AppInstallation(status: .failed, error: error, message: message)
        effects.append(.noticed(csp: Apps.key, "the app \(app.family) could not be installed: \(message)"))
        // Inferred: an HRESULT as a signed number, as the nodes of format int show them.
        reportInstall(app, "\(Int32(bitPattern: error))")
    }

    private mutating func reportInstall(_ app: AppTarget, _ result: String) {
        report(
            GenericAlert(
                type: "Reversed-Domain-Name:com.microsoft.mdm.EnterpriseHostedAppInstall.result", format: "int",
                data: result, source: app.source("AppInstallation", app.family, "HostedInstall")),
            startingSession: true)
    }
}
