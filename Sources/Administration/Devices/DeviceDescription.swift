internal import Notation

/// What a device has told of itself in its sessions; nil for what it has not told.
package struct DeviceDescription: Equatable, Sendable {
    package var deviceName: String?
    package var osVersion: String?
    package var manufacturer: String?
    package var model: String?
    package var serialNumber: String?

    package init(
        deviceName: String? = nil, osVersion: String? = nil, manufacturer: String? = nil, model: String? = nil,
        serialNumber: String? = nil
    ) {
        self.deviceName = deviceName
        self.osVersion = osVersion
        self.manufacturer = manufacturer
        self.model = model
        self.serialNumber = serialNumber
    }
}

extension ManagedDevice {
    /// The device with what it has told of itself in the place of what was known. What says nothing, or is longer than any
    /// name, stays untold.
    package func described(by description: DeviceDescription) -> ManagedDevice {
        func text(_ told: String?) -> String? {
            told.flatMap { $0.trimmed.isEmpty || $0.utf8.count > AdministrationBounds.text ? nil : $0 }
        }
        var device = self
        device.deviceName = text(description.deviceName) ?? deviceName
        device.osVersion = text(description.osVersion) ?? osVersion
        device.manufacturer = text(description.manufacturer) ?? manufacturer
        device.model = text(description.model) ?? model
        device.serialNumber = text(description.serialNumber) ?? serialNumber
        return device
    }
}
