internal import Notation

extension Tenant {
    /// The enrolled device that names itself so in its messages.
    package func device(managementName: String) -> ManagedDevice? {
        devices.rows(ofKey: managementName).last { $0.managementName == managementName }
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
        for (text, what) in device.told { try AdministrationError.require(text: text, what) }
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
        endTime(of: known.id, because: "The device has enrolled anew.", isWiped: true, occasion)
        forgetWhatWasSent(known.id)
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
        forgetPasscodes(of: id)
    }

    /// A device has left: nothing goes to it any more. What asked it to leave is done with that.
    package mutating func leave(_ id: ObjectID, _ occasion: Occasion) {
        let isWiped = actions(of: id).contains { $0.kind == .wipe && $0.state == .active }
        endTime(of: id, because: "The device has left management.", isWiped: isWiped, occasion)
    }

    /// A device's time in management is over. What asked it to go is done with that; of the rest, what was not sent is
    /// canceled, and what was sent has failed.
    /// - Parameter isWiped: whether its PIN went too, or may have: then its passcode opens nothing. A phone that merely
    ///   leaves keeps its PIN, and who resets it last is told it as long as any.
    mutating func endTime(of id: ObjectID, because reason: String, isWiped: Bool, _ occasion: Occasion) {
        devices[id]?.isEnrolled = false
        for action in actions(of: id) {
            switch action.state {
            case .pending: change(action.id, by: .cancel, reason: reason, occasion)
            case .active where action.kind.asksToGo: change(action.id, by: .succeed, occasion)
            case .active: change(action.id, by: .fail, reason: reason, occasion)
            case .done, .failed, .notSupported, .canceled: break
            }
        }
        if isWiped { forgetPasscodes(of: id) }
    }

    private mutating func forgetWhatWasSent(_ device: ObjectID) {
        deviceNodes[device] = nil
        for report in reports.rows(ofKey: device.rawValue) { reports[report.id] = nil }
    }
}
