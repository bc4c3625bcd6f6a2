import ManagementTree
import PINReset

/// RemoteLock: locking the phone and giving it a new PIN from afar (Microsoft, *RemoteLock CSP*; csp.md sections 3 and 4).
struct RemoteLockProvider: Provider {
    /// NewPINValue: the new PIN once, for a Get that follows the Exec in the same message; empty otherwise.
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        guard node.place == "NewPINValue" else { return nil }
        let pin = phone.newPIN?.text ?? ""
        phone.newPIN = nil
        return .chr(pin)
    }

    /// LockAndRecoverPIN needs a ticket, where all else that it needs is there.
    func need(toExecute node: NodeLocation, in phone: Phone) -> OutsideNeed? {
        guard node.place == "LockAndRecoverPIN", phone.protectorObstacle == nil else { return nil }
        return phone.ticketRequest.map(OutsideNeed.pinResetTicket)
    }

    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation? {
        switch node.place {
        case "Lock":
            try lock(node, &phone)
            phone.audit(.lock, environment.now)
        case "LockAndResetPIN": try reset(node, &phone, environment)
        case "LockAndRecoverPIN": try recover(node, &phone, environment)
        default: return nil
        }
        return .done
    }

    /// Locks the screen at once; without a PIN the request is refused with 405.
    private func lock(_ node: NodeLocation, _ phone: inout Phone) throws(Refusal) {
        guard phone.lock() else {
            throw Refusal(.notAllowedNow, "\(node.uri): the phone has no PIN and cannot be locked; set one first")
        }
        phone.effects.append(.screenLocked)
    }

    /// A new PIN; the Hello keys that hung on the old one are deleted.
    ///
    /// Inferred (csp.md C1 and C2): on a phone that is joined to Azure AD and has no recovery, Microsoft's pages contradict
    /// each other; the profile's `lockAndResetPINWithoutRecovery` chooses.
    private func reset(
        _ node: NodeLocation, _ phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) {
        if phone.join != nil, let obstacle = phone.recoveryObstacle {
            switch phone.profile.lockAndResetPINWithoutRecovery {
            case .reset: break
            case .wipe: return phone.wipe(now: environment.now)
            case .fail:
                throw Refusal(
                    .failed,
                    "\(node.uri): the phone is joined to Azure AD and not ready for PIN recovery "
                        + "(\(obstacle)), so a reset would lose its keys")
            }
        }
        try giveNewPIN(node, &phone, keepingKeys: false, environment)
    }

    /// A new PIN; the Hello keys are kept, because the PIN reset service opens the container. All conditions of the
    /// design's *LockAndRecoverPIN* must hold, else nothing changes.
    private func recover(
        _ node: NodeLocation, _ phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) {
        if let obstacle = phone.protectorObstacle { throw Refusal(.failed, "\(node.uri): \(obstacle)") }
        guard let request = phone.ticketRequest else { return }
        switch environment.outside.ticket(for: request) {
        case .success(let ticket):
            if let fault = request.difference(from: ticket.purpose) {
                let refusal = PINResetRefusal.badTicket(fault)
                throw Refusal(.failed, "\(node.uri): the PIN reset service gave no ticket: \(refusal)")
            }
        case .failure(let refusal):
            throw Refusal(.failed, "\(node.uri): the PIN reset service gave no ticket: \(refusal)")
        case nil:
            throw Refusal(
                .failed,
                "\(node.uri): the PIN reset service was not asked for a ticket, because this message has had it asked "
                    + "\(OutsideAnswers.most) times")
        }
        try giveNewPIN(node, &phone, keepingKeys: true, environment)
        phone.hello.countOpening()
    }

    private func giveNewPIN(
        _ node: NodeLocation, _ phone: inout Phone, keepingKeys: Bool, _ environment: PhoneEnvironment
    ) throws(Refusal) {
        let pin: PIN
        do {
            pin = try PINGenerator.generate(
                phone.pinRequirements, history: phone.lockScreen.recentPINs, using: &phone.random)
        } catch {
            throw Refusal(.failed, "\(node.uri): no PIN satisfies the policies: \(error)")
        }
        phone.lockScreen.replacePIN(with: pin, emptyingHistory: true, now: environment.now)
        phone.lockScreen.lock()
        phone.hello.rekey(keepingKeys: keepingKeys)
        phone.newPIN = pin
        phone.effects += [.screenLocked, .pinReplaced]
        phone.audit(.newPIN, environment.now)
    }
}
