import Administration
import Lab
import Notation
import PINReset
import Settings
import SimulatedPhone

/// What an administrator does in the lab's tenant, without HTTP.
extension RunningLab {
    private var occasion: Occasion {
        Occasion(now: Instant(seconds: LabSources.system.now()), actor: "admin@lab.example") { count in
            (0..<count).map { _ in UInt8.random(in: .min ... .max) }
        }
    }

    var tenant: Tenant {
        get async throws(AdministrationError) {
            guard let tenant = await tenancy.current() else { throw .unknown(tenant: tenancy.tenant) }
            return tenant
        }
    }

    /// Accepts both applications.
    func consent() async throws(AdministrationError) {
        let occasion = occasion
        try await tenancy.change { tenant in
            for application in PINResetApplication.allCases { _ = tenant.consent(to: application, occasion) }
        }
    }

    /// Makes a profile that turns PIN recovery on, with what else of PassportForWork is given, for all devices.
    func enableRecovery(_ more: [(String, OmaValue)] = []) async throws(AdministrationError) {
        let root = "./Device/Vendor/MSFT/PassportForWork/\(tenancy.tenant)/Policies"
        let settings = ([("EnablePinRecovery", OmaValue.boolean(true))] + more).map { name, value in
            OmaSetting(displayName: name, omaURI: "\(root)/\(name)", value: value)
        }
        let occasion = occasion
        let profile = DeviceConfiguration(
            id: occasion.newID(), displayName: "PIN recovery", createdDateTime: occasion.now, omaSettings: settings)
        try await tenancy.change { tenant throws(AdministrationError) in
            try tenant.add(profile)
            try tenant.assign(profile.id, to: [.allDevices])
        }
    }

    /// Asks a device for something.
    /// - Parameter name: the device's, as its messages have it.
    func request(_ kind: DeviceActionKind, of name: String) async throws(AdministrationError) {
        let occasion = occasion
        try await tenancy.change { tenant throws(AdministrationError) in
            guard let device = tenant.device(managementName: name) else {
                throw AdministrationError(.notFound, "No device '\(name)'.")
            }
            _ = try tenant.request(kind, on: device.id, occasion)
        }
    }

    /// The states of what a device was asked for, the oldest first.
    func actions(of name: String) async throws -> [DeviceAction] {
        let tenant = try await tenant
        return tenant.device(managementName: name).map { tenant.actions(of: $0.id) } ?? []
    }

    /// The passcode that is shown of a device.
    func shownPasscode(of name: String) async throws -> String? {
        let tenant = try await tenant
        return tenant.device(managementName: name).flatMap { tenant.passcodes.rows(ofKey: $0.id.rawValue).last?.value }
    }
}
