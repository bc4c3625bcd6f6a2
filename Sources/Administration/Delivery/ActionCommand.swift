package import SyncML

/// What an action sends (csp.md sections 3 and 11), and what its answer means.
package enum ActionCommand {
    package static let newPINValue = "./Vendor/MSFT/RemoteLock/NewPINValue"

    /// - Returns: nil for a sync, which is a session and nothing in it.
    package static func command(_ action: DeviceAction, provider: String) -> Command? {
        switch action.kind {
        case .syncDevice: nil
        case .remoteLock: exec("./Vendor/MSFT/RemoteLock/Lock")
        // The reading must follow strictly, in the same message: the value is told once.
        case .resetPasscode:
            .container(
                ContainerCommand(
                    .sequence, id: nil,
                    commands: [
                        exec("./Vendor/MSFT/RemoteLock/LockAndRecoverPIN"),
                        .access(AccessCommand(.get, id: nil, items: [Item(target: newPINValue)])),
                    ]))
        case .wipe:
            // The one that keeps data came with 1709; an older device answers that it has no such node.
            exec("./Vendor/MSFT/RemoteWipe/" + (action.keepUserData ? "doWipePersistUserData" : "doWipe"))
        case .retire: exec("./Vendor/MSFT/DMClient/Provider/\(provider)/Unenroll", provider)
        case .rebootNow: exec("./Device/Vendor/MSFT/Reboot/RebootNow")
        }
    }

    private static func exec(_ address: String, _ data: String? = nil) -> Command {
        .access(AccessCommand(.exec, id: nil, items: [Item(target: address, data: data.map { .text($0) })]))
    }

    /// What an answer says of an action.
    package enum Verdict: Equatable, Sendable {
        case done
        /// A new passcode, which unlocks the phone.
        case passcode(String)
        /// Accepted; the end is told by the device's leaving.
        case underWay
        case failed(StatusCode, String)
        case notSupported(StatusCode, String)
        /// The answer has no status for it: nobody knows.
        case unanswered
    }

    package static func verdict(_ kind: DeviceActionKind, _ answer: DeviceAnswer) -> Verdict {
        guard let status = answer.statuses.first(where: { $0.command == "Exec" }) else {
            return .unanswered
        }
        guard status.code.isSuccess else { return refusal(kind, status.code) }
        switch kind {
        case .syncDevice, .remoteLock, .rebootNow, .wipe: return .done
        case .retire: return .underWay
        case .resetPasscode:
            let told = answer.results.first { $0.address.lowercased() == newPINValue.lowercased() }
            guard let told, !told.data.isEmpty else {
                return .failed(
                    .commandFailed, "The phone said that it has a new passcode, and did not tell which. Reset it again."
                )
            }
            return .passcode(told.data)
        }
    }

    private static func refusal(_ kind: DeviceActionKind, _ code: StatusCode) -> Verdict {
        let answered = "The device answered \(code.rawValue) (\(code.name))"
        switch code {
        case .notFound, .optionalFeatureNotSupported:
            return .notSupported(code, "\(answered): it has nothing that could do this.")
        case .commandNotAllowed where kind == .remoteLock:
            return .failed(code, "\(answered): it has no PIN, so there is nothing to lock it with.")
        default: return .failed(code, "\(answered).")
        }
    }
}
