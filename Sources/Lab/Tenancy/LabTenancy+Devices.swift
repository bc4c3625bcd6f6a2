internal import Administration
internal import Notation

/// Phones that enrol are devices of the tenant.
extension LabTenancy {
    /// What sessions ask.
    var desk: ManagementDesk { ManagementDesk(store: store, provider: provider, now: now, random: sources.octets) }

    /// Takes in a phone that has enrolled, with its user.
    func enroll(_ device: LabDevice) async throws(AdministrationError) {
        let occasion = occasion(device.id)
        try await change { tenant throws(AdministrationError) in
            let name = device.user?.trimmed ?? ""
            let user = name.isEmpty ? nil : try tenant.admit(name, isAdministrator: false, occasion)
            try tenant.enroll(ManagedDevice(device, of: user?.id, occasion), occasion)
        }
    }

    /// Asks a device for something.
    /// - Parameters:
    ///   - name: the device's, as its messages have it.
    ///   - actor: who asks.
    /// - Throws: `.notFound` for one that is not enrolled here, `.notSupported` with the reason for one that cannot.
    func request(
        _ kind: DeviceActionKind, of name: String, by actor: String
    ) async throws(AdministrationError) -> DeviceAction {
        let occasion = occasion(actor)
        return try await change { tenant throws(AdministrationError) in
            try tenant.request(kind, on: try tenant.enrolled(name).id, occasion)
        }
    }

    /// Whether a device can be asked for something; throws as `request` does, and asks nothing.
    func check(_ kind: DeviceActionKind, of name: String) async throws(AdministrationError) {
        guard let device = try await current()?.enrolled(name) else { throw .unknown(tenant: tenant) }
        if let obstacle = ActionSupport.obstacle(kind, on: device) {
            throw AdministrationError(.notSupported, obstacle)
        }
    }

    /// Notes that the PIN reset service has denied a device its ticket. The refusal stands whether that can be kept or not.
    func noteDeniedTicket(to name: String) async {
        guard await current()?.device(managementName: name) != nil else { return }
        try? await change { tenant in tenant.noteDeniedTicket(to: name) }
    }

    /// The passcodes of devices, by the names of their messages; each reading is noted.
    func passcodes(of names: [String], readBy actor: String) async throws(AdministrationError) -> [String: String] {
        guard let tenant = await current(), tenant.passcodes.count > 0 else { return [:] }
        // Of ten thousand few have one; the others are not looked for while everybody waits.
        let names = names.filter { name in
            tenant.device(managementName: name).map { tenant.passcodes.count(ofKey: $0.id.rawValue) > 0 } ?? false
        }
        guard !names.isEmpty else { return [:] }
        let occasion = occasion(actor)
        return try await change { tenant in
            var found: [String: String] = [:]
            for name in names {
                guard let device = tenant.device(managementName: name),
                    let passcode = tenant.passcodes.rows(ofKey: device.id.rawValue).last
                else { continue }
                found[name] = tenant.readPasscode(of: passcode.id, occasion)
            }
            return found
        }
    }
}

extension Tenant {
    /// The device that names itself so.
    fileprivate func enrolled(_ name: String) throws(AdministrationError) -> ManagedDevice {
        guard let device = device(managementName: name) else {
            throw AdministrationError(.notFound, "The device '\(name)' has not enrolled here. Let it enrol first.")
        }
        return device
    }
}

extension ManagedDevice {
    /// What a phone has told of itself when it enrolled (`AdditionalContext`); its first session tells more.
    ///
    /// Inferred: a phone that is joined to Azure AD enrols as a device, and one of a person's own with `EnrollmentType` Full; one
    /// that said neither, such as one that was let in by hand, is taken for joined and refuses the reset itself if it is not.
    fileprivate init(_ device: LabDevice, of user: ObjectID?, _ occasion: Occasion) {
        self.init(
            id: occasion.newID(), directoryID: occasion.newID(), azureADDeviceID: occasion.newID(),
            deviceName: device.contextValue("DeviceName") ?? device.id,
            platform: device.isPC ? .windows : .windowsMobile,
            osVersion: device.contextValue("OSVersion") ?? "", imei: device.contextValue("IMEI"), user: user,
            enrolledDateTime: occasion.now, isAzureADJoined: device.contextValue("EnrollmentType") != "Full",
            managementName: device.id)
    }
}
