package import Notation

/// What an administrator can ask of a device from afar. The raw values are Graph's names.
package enum DeviceActionKind: String, Codable, Sendable, CaseIterable {
    case syncDevice, remoteLock, resetPasscode, wipe, retire, rebootNow
}

/// One request of an administrator to one device, and what came of it (Graph: *deviceActionResult*).
package struct DeviceAction: TableRow {
    /// `actionState` of Graph.
    package enum State: String, Codable, Sendable, CaseIterable {
        /// Nothing was sent yet; it can be canceled.
        case pending
        /// It was sent, and no answer that ends it has come. It cannot be canceled, for the device may have done it.
        case active
        case done
        case failed
        /// The device has answered that it does not know such a thing.
        case notSupported
        case canceled

        /// Whether nothing more will happen.
        package var isFinal: Bool { self != .pending && self != .active }
    }

    /// How far its command has come: what a session has to do with it.
    package enum Delivery: String, Codable, Sendable, CaseIterable {
        /// It is to be sent: for the first time, or once more because no answer has come.
        case waiting
        /// It was sent in the present session.
        case sent
        /// The device has answered that it will do it: it is not sent again.
        case accepted
    }

    package var id: ObjectID
    package var device: ObjectID
    package var kind: DeviceActionKind
    package var state = State.pending
    package var delivery = Delivery.waiting
    package var startDateTime: Instant
    package var lastUpdatedDateTime: Instant
    /// Who asked for it.
    package var initiatedBy: String
    /// Of a wipe: whether the user's data shall survive.
    package var keepUserData = false
    /// 0, or the number by which Windows and Intune name what went wrong.
    package var errorCode: Int32 = 0
    /// Why it failed or was canceled, as a sentence.
    package var reason: String?
    /// Of a reset: whether the PIN reset service has denied the phone a ticket for it; nil where nothing is known.
    package var isTicketDenied: Bool?

    package var keys: [String] { [device.rawValue] }

    /// Whether its command is to go out.
    package var isToBeSent: Bool { !state.isFinal && delivery == .waiting }

    package init(
        id: ObjectID, device: ObjectID, kind: DeviceActionKind, startDateTime: Instant, initiatedBy: String
    ) {
        self.id = id
        self.device = device
        self.kind = kind
        self.startDateTime = startDateTime
        lastUpdatedDateTime = startDateTime
        self.initiatedBy = initiatedBy
    }

    /// Where the portal tells more of one that failed (S11): a path below the server's address.
    package var detailsPath: String? {
        state == .failed || state == .notSupported ? "\(Self.portal)/devices/\(device)/actions/\(id)" : nil
    }

    /// Where the portal is, below the server's address.
    package static let portal = "/portal"
}
