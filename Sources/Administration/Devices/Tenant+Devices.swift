internal import Notation

extension Tenant {
    /// The enrolled device that names itself so in its messages.
    package func device(managementName: String) -> ManagedDevice? {
        devices.rows(ofKey: managementName).last
    }

    /// Takes in a device that has enrolled, or a record of one.
    ///
    /// A device that enrols again is the same object of the directory, and stays in its groups; what it was sent and what it
    /// has answered is forgotten, for it may have been wiped in between.
    /// - Returns: the device as it is kept.
    @discardableResult
    package mutating func enroll(
        _ device: ManagedDevice, _ occasion: Occasion
    ) throws(AdministrationError) -> ManagedDevice {
        try AdministrationError.require(name: device.deviceName, "deviceName")
        if let user = device.user, users[user] == nil { throw .unknown("user", user) }
        let known = device.managementName.flatMap { name in self.device(managementName: name) }
        guard let known else {
            try AdministrationError.require(room: devices.count, AdministrationBounds.devices, "devices")
            devices.put(device)
            return device
        }
        var renewed = device
        renewed.id = known.id
        renewed.directoryID = known.directoryID
        renewed.azureADDeviceID = known.azureADDeviceID
        forgetWhatWasSent(known.id)
        for action in actions(of: known.id) { end(action, because: "The device has enrolled anew.", occasion) }
        devices.put(renewed)
        return renewed
    }

    /// Removes a device with all that is kept of it.
    package mutating func removeDevice(_ id: ObjectID) throws(AdministrationError) {
        guard let device = devices[id] else { throw .unknown("device", id) }
        devices[id] = nil
        removeFromGroups(device.directoryID)
        forgetWhatWasSent(id)
        for action in actions(of: id) { actions[action.id] = nil }
        for passcode in passcodes.rows(ofKey: id.rawValue) { passcodes[passcode.id] = nil }
    }

    /// A device has left: nothing goes to it any more. What asked it to leave is done with that.
    package mutating func leave(_ id: ObjectID, _ occasion: Occasion) {
        devices[id]?.isEnrolled = false
        for action in actions(of: id) {
            if action.kind == .retire || action.kind == .wipe, action.state == .active {
                change(action.id, by: .succeed, occasion)
                devices[id]?.managementState = action.kind == .retire ? .retireIssued : .wipeIssued
            } else {
                end(action, because: "The device has left management.", occasion)
            }
        }
    }

    /// Nothing can come of an action any more: what was not sent is canceled, what was sent has failed.
    private mutating func end(_ action: DeviceAction, because reason: String, _ occasion: Occasion) {
        change(action.id, by: action.state == .pending ? .cancel : .fail, reason: reason, occasion)
    }

    private mutating func forgetWhatWasSent(_ device: ObjectID) {
        deviceNodes[device] = nil
        for report in reports.rows(ofKey: device.rawValue) { reports[report.id] = nil }
    }
}
