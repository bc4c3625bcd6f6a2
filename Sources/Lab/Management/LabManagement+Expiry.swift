package import Administration
internal import Notation

/// The PINs that phones have reported to commands that were queued as they are: shown as long as those of actions.
extension LabManagement {
    /// When a PIN goes that was reported at a time.
    static func end(ofPasscodeFrom time: Int64) -> Int64 { time + Int64(ShownPasscode.days) * 86_400 }

    /// Forgets the PINs whose time is over.
    /// - Returns: whether there were any.
    package func expirePasscodes() async throws(AdministrationError) -> Bool {
        let now = sources.now()
        // What was said is not known longer than the passcodes in it.
        conversations.forget(before: Instant(seconds: now - Int64(ShownPasscode.days) * 86_400))
        guard let next = nextPasscodeEnd, next <= now else { return false }
        var hasForgotten = false
        for id in register.ids(where: { $0.passcodeTime != nil }) {
            await enter(id)
            defer { leave(id) }
            guard var device = register[id], let time = device.passcodeTime, Self.end(ofPasscodeFrom: time) <= now
            else { continue }
            device.forgetPasscode()
            try await write(device)
            keep(device)
            hasForgotten = true
        }
        findNextPasscodeEnd()
        return hasForgotten
    }
}
