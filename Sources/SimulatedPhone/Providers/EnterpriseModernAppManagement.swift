import ManagementTree
import Notation
import XML

/// EnterpriseModernAppManagement: apps in packages, what is there and what is to come (Microsoft,
/// *EnterpriseModernAppManagement CSP*, *Enterprise app management*; csp.md 14).
///
/// Inferred (csp.md C24): phones manage apps for their user; the device's tree shows the same apps, and what is installed
/// through it is provisioned.
struct EnterpriseModernAppManagementProvider: Provider {
    /// The places of one origin, one family and one package.
    private static let apps = ["AppManagement/*", "AppManagement/*/*", app]
    private static let app = "AppManagement/*/*/*"
    private static let installation = "AppInstallation/*"
    private static let license = "AppLicenses/StoreLicenses/*"

    // MARK: - What is there

    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        switch parent.place {
        case "AppManagement": return AppPackage.Origin.allCases.map(\.rawValue)
        case "AppManagement/*": return names(below: parent, in: phone, \.familyName)
        case "AppManagement/*/*": return names(below: parent, in: phone, \.fullName)
        default: return []
        }
    }

    private func names(
        below parent: NodeLocation, in phone: Phone, _ name: (AppPackage) -> String
    ) -> [String] {
        phone[Apps.self].packages(parent.openNames, phone.factoryApps).map(name)
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        let (apps, place) = (phone[Apps.self], node.place)
        if place.hasPrefix(Self.app + "/") {
            let details = apps.packages(node.openNames, phone.factoryApps).first?
                .details(user: Self.user(phone), on: phone.platform)
            return details?.first { NodeName($0.0) == node.name }.map { node.value($0.1) }
        }
        let installation = apps[Self.target(node)] ?? AppInstallation()
        let license = apps[license: Self.target(node).family] ?? .unknown
        let text: String? =
            switch place {
            case "AppManagement/LastScanError": "0"
            case "AppManagement/AppInventoryQuery": apps.query ?? ""
            case "AppManagement/AppInventoryResults": try Self.inventory(apps, node, phone)
            case Self.installation + "/Status": "\(installation.status.rawValue)"
            case Self.installation + "/LastError": "\(Int32(bitPattern: installation.error))"
            case Self.installation + "/LastErrorDesc": installation.message
            // Inferred: no package is seen half-way.
            case Self.installation + "/ProgressStatus": "0"
            case Self.license + "/LicenseCategory": license.category
            case Self.license + "/LicenseUsage": license.usage
            default: nil
            }
        return text.map { node.value($0) }
    }

    private static func inventory(_ apps: Apps, _ node: NodeLocation, _ phone: Phone) throws(Refusal) -> String {
        let inventory = try apps.query.map { query throws(Refusal) in try AppInventory(query, at: node.uri) }
        return (inventory ?? AppInventory()).results(
            of: apps.all(phone.factoryApps), user: user(phone), on: phone.platform)
    }

    /// Inferred: who has the app, and 2 for installed; no page shows the form.
    private static func user(_ phone: Phone) -> String { "\(phone.join?.user ?? "user");2" }

    /// The app, or the licence, that a node is of, as its address has it.
    private static func target(_ node: NodeLocation) -> AppTarget {
        AppTarget(scope: node.uri.scope == .user ? "User" : "Device", family: node.openNames.first?.text ?? "")
    }

    // MARK: - Changes

    func keeps(_ node: NodeLocation) -> Bool { node.place == "AppManagement/AppInventoryQuery" }

    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        if keeps(node), let text = change.value?.text { _ = try AppInventory(text, at: node.uri) }
        guard change == .deleted, Self.apps.contains(node.place),
            let package = phone[Apps.self].packages(node.openNames, phone.factoryApps).first, package.origin == .system
        else { return }
        throw Refusal(.notAllowedNow, "\(node.uri): \(package.familyName) is part of Windows and cannot be removed")
    }

    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        if keeps(node) { phone[Apps.self].query = change.value?.text }
        guard change == .deleted else { return .done }
        switch node.place {
        case let place where Self.apps.contains(place):
            return remove(phone[Apps.self].packages(node.openNames, phone.factoryApps), node, &phone, environment.now)
        case Self.installation:
            let target = Self.target(node)
            phone[Apps.self][target] = nil
            phone.cancelJobs { $0.order(as: AppJob.self)?.installed == target }
        case Self.license:
            phone[Apps.self][license: Self.target(node).family] = nil
        default: break
        }
        return .done
    }

    /// Frameworks stay with the apps that need them, unless they are named.
    private func remove(
        _ packages: [AppPackage], _ node: NodeLocation, _ phone: inout Phone, _ now: Instant
    ) -> Situation {
        let meant = packages.filter { !$0.isFramework || node.openNames.count > 1 }
        for family in Set(meant.map(\.familyName)).sorted() {
            var target = Self.target(node)
            target.family = family
            let packages = meant.filter { $0.familyName == family }.map(\.fullName)
            phone.plan(AppJob.uninstall(target, packages: packages), due: now)
        }
        return meant.isEmpty ? .done : .accepted
    }

    // MARK: - Commands

    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation? {
        let target = Self.target(node)
        switch node.place {
        case "AppManagement/UpdateScan": phone.plan(AppJob.updateScan, due: environment.now)
        case "AppManagement/RemovePackage": try removePackage(node, argument, &phone, environment.now)
        case Self.installation + "/StoreInstall":
            try ValueMarkup.read(argument, root: "Application", at: node.uri)
            phone.plan(AppJob.storeInstall(target), due: environment.now)
        case Self.installation + "/HostedInstall":
            let address = try Self.packageAddress(argument, node)
            phone.plan(AppJob.hostedInstall(target, address: address), due: environment.now)
        case Self.license + "/AddLicense":
            try ValueMarkup.read(argument, root: "License", at: node.uri)
            phone[Apps.self][license: target.family] = .brought
            return .done
        case Self.license + "/GetLicenseFromStore":
            phone[Apps.self][license: target.family] = .ofStore
            return .done
        default: return nil
        }
        return .accepted
    }

    private static func packageAddress(_ argument: String?, _ node: NodeLocation) throws(Refusal) -> String {
        let application = try ValueMarkup.read(argument, root: "Application", at: node.uri)
        guard let address = application.attributes.first(where: { $0.name.lowercased() == "packageuri" })?.value
        else { throw Refusal(.wrongFormat, "\(node.uri): <Application …> needs the attribute PackageUri") }
        return address
    }

    func notes(onExecOf node: NodeLocation, argument: String?, in phone: Phone) -> [Note] {
        guard node.place == Self.installation + "/HostedInstall",
            let address = try? Self.packageAddress(argument, node),
            let failure = phone.foreseenFailure(from: address)
        else { return [] }
        return [Note(.effect, "no effect: \(VisibleText.line(failure.message))")]
    }

    /// Removes a package that was provisioned, for all users; nothing else is supported.
    private func removePackage(
        _ node: NodeLocation, _ argument: String?, _ phone: inout Phone, _ now: Instant
    ) throws(Refusal) {
        let element = try ValueMarkup.read(argument, root: "Package", at: node.uri)
        guard element.attribute("RemoveForAllUsers") == "1" else {
            throw Refusal(.failed, "\(node.uri): only RemoveForAllUsers=\"1\" is supported")
        }
        let name = element.attribute("Name") ?? ""
        guard let package = phone[Apps.self].named(name, phone.factoryApps), package.isProvisioned else {
            throw Refusal(.failed, "\(node.uri): no package '\(name.prefix(80))' was installed for the device")
        }
        phone.plan(
            AppJob.uninstall(AppTarget(scope: "Device", family: package.familyName), packages: [package.fullName]),
            due: now)
    }

    // MARK: - Jobs

    func begin(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) -> JobCourse {
        job.order(as: AppJob.self).map { phone.begin($0) } ?? JobCourse()
    }

    func proceed(
        _ job: Job, by outcome: ErrandOutcome, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> JobCourse? {
        if let order = job.order(as: AppJob.self) { phone.proceed(order, by: outcome, environment.now) }
        return nil
    }

    func end(_ job: Job, in phone: inout Phone, _ environment: PhoneEnvironment) {
        if let order = job.order(as: AppJob.self) { phone.end(order, environment.now) }
    }

    func sights(in phone: Phone) -> [String] {
        let apps = phone[Apps.self]
        return apps.installed.map { "has \($0.fullName), installed at \($0.installed?.text ?? "")" }
            + apps.removed.map { "has \($0) no more" }
            + apps.installations.sorted { $0.key < $1.key }.map { key, installation in
                installation.status == .failed
                    ? "could not install \(key): \(installation.message)" : "is installing \(key)"
            }
    }
}
