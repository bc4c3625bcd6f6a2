internal import Settings
package import Notation

/// A custom profile for Windows 10 and later (Graph: *windows10CustomConfiguration*, a *deviceConfiguration*).
package struct DeviceConfiguration: TableRow {
    package var id: ObjectID
    package var displayName: String
    package var description: String?
    package var createdDateTime: Instant
    package var lastModifiedDateTime: Instant
    /// Counted from 1, one more with each change of the settings.
    package var version: Int
    package var omaSettings: [OmaSetting]
    package var assignments: [AssignmentTarget] = []

    package init(
        id: ObjectID, displayName: String, description: String? = nil, createdDateTime: Instant,
        omaSettings: [OmaSetting]
    ) {
        self.id = id
        self.displayName = displayName
        self.description = description
        self.createdDateTime = createdDateTime
        lastModifiedDateTime = createdDateTime
        version = 1
        self.omaSettings = omaSettings
    }
}

extension Tenant {
    package mutating func add(_ configuration: DeviceConfiguration) throws(AdministrationError) {
        try AdministrationError.require(
            room: configurations.count, AdministrationBounds.configurations, "deviceConfigurations")
        try configuration.check()
        try requireRoom(for: configuration)
        configurations.put(configuration)
    }

    /// All profiles of a tenant together have an end too.
    private func requireRoom(for configuration: DeviceConfiguration) throws(AdministrationError) {
        let others = configurations.unordered.reduce(0) { $1.id == configuration.id ? $0 : $0 + $1.octets }
        guard others + configuration.octets <= AdministrationBounds.profiles else {
            throw AdministrationError(
                .full, "All profiles together take \(AdministrationBounds.profiles) octets. Delete some first.")
        }
    }

    /// Changes name, description or settings. With other settings it is another version, which goes out again.
    package mutating func update(
        _ id: ObjectID, at now: Instant, _ change: (inout DeviceConfiguration) -> Void
    ) throws(AdministrationError) {
        guard let old = configurations[id] else { throw .unknown("deviceConfiguration", id) }
        var new = old
        change(&new)
        try new.check()
        try requireRoom(for: new)
        if new.omaSettings != old.omaSettings { new.version = old.version + 1 }
        if new != old { new.lastModifiedDateTime = now }
        configurations.put(new)
    }

    /// Removes a profile. What it brought stays on the phones (S8): nothing is sent.
    package mutating func removeConfiguration(_ id: ObjectID) throws(AdministrationError) {
        guard configurations[id] != nil else { throw .unknown("deviceConfiguration", id) }
        configurations[id] = nil
        reports.remove { $0.configuration == id }
    }
}

extension DeviceConfiguration {
    /// Octets of what is to be written.
    fileprivate var octets: Int { omaSettings.reduce(0) { $0 + $1.omaURI.utf8.count + $1.value.data.utf8.count } }

    /// What no profile may be.
    fileprivate func check() throws(AdministrationError) {
        try AdministrationError.require(name: displayName, "displayName")
        try AdministrationError.require(text: description, "description")
        guard omaSettings.count <= AdministrationBounds.settings else {
            throw AdministrationError(
                .badRequest,
                "A profile takes \(AdministrationBounds.settings) omaSettings; this has \(omaSettings.count).")
        }
        for setting in omaSettings { try setting.check() }
        guard octets <= AdministrationBounds.profile else {
            throw AdministrationError(
                .badRequest, "The settings are longer than \(AdministrationBounds.profile) octets together.")
        }
    }
}

extension OmaSetting {
    /// What no setting may be.
    fileprivate func check() throws(AdministrationError) {
        try AdministrationError.require(name: omaURI, "omaUri")
        try AdministrationError.require(name: displayName, "displayName of an omaSetting")
        try AdministrationError.require(text: description, "description of an omaSetting")
        try AdministrationError.require(text: value.fileName, "fileName")
        guard value.data.utf8.count <= AdministrationBounds.value else {
            throw AdministrationError(
                .badRequest, "The value of '\(displayName)' is longer than \(AdministrationBounds.value) octets.")
        }
        if value.type == .base64, Base64.decode(value.data) == nil {
            throw AdministrationError(.badRequest, "The value of '\(displayName)' is not Base64.")
        }
    }
}
