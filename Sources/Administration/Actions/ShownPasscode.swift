package import Notation

/// A passcode that a phone has made, as long as administrators are shown it (S10).
package struct ShownPasscode: TableRow {
    /// The id of the action that asked for it.
    package var id: ObjectID
    package var device: ObjectID
    package var value: String
    /// The first moment at which it is not shown any more.
    package var until: Instant

    package var keys: [String] { [device.rawValue] }

    /// The document: *displayed in the portal for the next seven days*.
    package static let days = 7

    package init(id: ObjectID, device: ObjectID, value: String, receivedAt: Instant) {
        self.init(id: id, device: device, value: value, until: receivedAt.adding(days: Self.days))
    }

    /// One that was kept.
    package init(id: ObjectID, device: ObjectID, value: String, until: Instant) {
        self.id = id
        self.device = device
        self.value = value
        self.until = until
    }
}

extension Tenant {
    /// Until when a device's passcode can be read; nil where none can. That is not a reading of it.
    package func passcodeShownUntil(of device: ObjectID, at now: Instant) -> Instant? {
        passcodes.rows(ofKey: device.rawValue).filter { now < $0.until }.last?.until
    }

    /// Reads the passcode that an action has brought, and notes who did.
    package mutating func readPasscode(of action: ObjectID, _ occasion: Occasion) -> String? {
        guard let passcode = passcodes[action], occasion.now < passcode.until else { return nil }
        auditReading(of: passcode, occasion)
        return passcode.value
    }

    /// Keeps a passcode that a phone has told. Those that it had before open nothing any more, and go.
    mutating func keep(_ passcode: ShownPasscode) {
        forgetPasscodes(of: passcode.device)
        passcodes.put(passcode)
    }

    mutating func forgetPasscodes(of device: ObjectID) {
        for passcode in passcodes.rows(ofKey: device.rawValue) { passcodes[passcode.id] = nil }
    }

    /// Takes away the passcodes whose time is over.
    /// - Returns: whether there were any.
    @discardableResult
    package mutating func expirePasscodes(at now: Instant) -> Bool {
        let count = passcodes.count
        passcodes.remove { $0.until <= now }
        return passcodes.count < count
    }

    /// When the next passcode goes; nil where there is none.
    package var nextPasscodeEnd: Instant? { passcodes.unordered.map(\.until).min() }
}

extension ShownPasscode: CustomStringConvertible, CustomReflectable {
    /// A passcode is not for logs: neither its text nor its parts show it.
    package var description: String { "the passcode of \(device), until \(until)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
