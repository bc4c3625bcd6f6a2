import Administration

/// What the pages of one device have in common.
struct DeviceHead {
    let deviceName: String
    let tabs: [PortalTab]

    init(_ device: ManagedDevice, at route: PortalRoute, _ texts: PortalTexts) {
        deviceName = device.deviceName
        // Of a record nobody ever comes by.
        let parts: [(PortalRoute, String)] =
            [(.device(device.id), "device.overview")]
            + (device.isRecord ? [] : [(.conversation(device.id), "device.conversation")])
        tabs = parts.map { part, name in PortalTab(part, texts[name], isShown: part == route) }
    }
}
