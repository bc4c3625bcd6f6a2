package import Notation
internal import SyncML

/// What a device has said to a profile: what *deviceStatuses* and *deviceConfigurationStates* are worked out from.
package struct ConfigurationReport: TableRow {
    package enum Phase: String, Codable, Sendable {
        /// It is to be sent.
        case pending
        /// It was sent, and no answer has come.
        case sent
        case answered
    }

    /// What was sent of one setting, and what came back.
    package struct Setting: Codable, Equatable, Sendable {
        package var comparedURI: String
        /// Whether it went as Replace, because the phone has the node.
        package var isReplace: Bool
        /// The status; 216 where the phone took it back with the rest of the Atomic.
        package var code: UInt16?

        var hasSucceeded: Bool { StatusCode(rawValue: code ?? 500).isSuccess }
    }

    package let device: ObjectID
    package let configuration: ObjectID
    /// Of the profile, as it was sent.
    package var version: Int
    package var phase = Phase.pending
    package var settings: [Setting] = []
    /// Addresses at which the other verb was tried already because of what the phone had answered.
    package var turned: Set<String> = []
    /// Whether an Add has met a node: then whatever is not known to be missing goes as Replace, which makes nodes too. An
    /// Atomic stops at the first that fails, so each such node would cost a round of its own else.
    package var assumesNodes = false
    /// Addresses at which a Replace has met none, and made none.
    package var missing: Set<String> = []
    /// How many sessions have ended with an error.
    package var failures = 0
    package var lastReportedDateTime: Instant?

    package var id: ObjectID { ObjectID(configuration, device) }
    package var keys: [String] { [device.rawValue] }

    package init(device: ObjectID, configuration: ObjectID, version: Int) {
        self.device = device
        self.configuration = configuration
        self.version = version
    }

    /// Whether the phone has refused any of it.
    package var hasFailed: Bool { phase == .answered && settings.contains { !$0.hasSucceeded } }

    func assumesNode(_ address: String) -> Bool { assumesNodes && !missing.contains(address) }

    /// It is sent once more, as if it had never been.
    mutating func beginAnew() {
        phase = .pending
        turned = []
        assumesNodes = false
        missing = []
    }

    /// Takes in where the other verb may help.
    /// - Returns: whether it is worth another try: not where it was tried there already.
    mutating func turn(_ places: [(address: String, verb: AccessCommand.Verb)]) -> Bool {
        let addresses = places.map(\.address)
        guard !places.isEmpty, turned.isDisjoint(with: addresses) else { return false }
        turned.formUnion(addresses)
        if places.contains(where: { $0.verb == .add }) { assumesNodes = true }
        missing.formUnion(places.filter { $0.verb == .replace }.map(\.address))
        return true
    }
}

/// The nodes of a device that profiles have written: they stay when a profile is not assigned any more, as on Windows.
package struct DeviceNodes: TableRow {
    /// The device.
    package let id: ObjectID
    /// By the address in the form in which two are compared: as it was written, and by which profile last.
    package var written: [String: Origin] = [:]

    package struct Origin: Codable, Equatable, Sendable {
        package var omaURI: String
        package var configuration: ObjectID

        var comparedURI: String { OmaSetting.comparedURI(omaURI) }
    }

    package init(id: ObjectID) {
        self.id = id
    }
}
