internal import Administration
internal import SyncML

/// What a phone says: alerts, DevInfo, statuses and results.
extension LabSession {
    mutating func read(
        _ commands: [Command], _ draft: inout LabDraft, _ device: inout LabDevice, _ situation: LabSituation
    ) {
        for command in commands {
            switch command {
            case .alert(let alert):
                draft.answer(command, .ok)
                read(alert, &device, situation.settings.bounds)
            case .access(let access) where access.verb == .replace:
                draft.answer(command, .ok)
                readProperties(access, &device, situation.settings.bounds)
            case .status(let status): read(status, &device)
            case .results(let results): draft.answer(command, read(results, &device))
            case .access, .container, .unknown:
                // A client sends nothing else (protocol.md 1.3).
                draft.answer(command, .optionalFeatureNotSupported)
                note(.violation, "the phone sent \(command.elementName)")
            }
        }
    }

    private mutating func read(_ alert: Alert, _ device: inout LabDevice, _ bounds: LabBounds) {
        switch alert.code {
        case .sessionAbort: isAborted = true
        case .noEndOfData: outgoing?.rewind()
        default: break
        }
        for item in alert.items {
            let type = item.meta?.type ?? ""
            let text = (item.data?.text ?? "").limited(to: bounds.property)
            switch type {
            case "com.microsoft/MDM/LoginStatus": device.loginStatus = text
            case "com.microsoft/MDM/AADUserToken": device.userToken = text
            case "com.microsoft:mdm.unenrollment.userrequest":
                device.state = .unenrolled
                isLeaving = true
                note(.unenrolled)
            default: break
            }
            // A token is a secret and has no place in a list of events.
            let shown = type.lowercased().hasSuffix("token") ? "" : " \(text)"
            note(.alertReceived, "\(alert.code?.rawValue ?? 0) \(type)\(shown)")
        }
    }

    private func readProperties(_ command: AccessCommand, _ device: inout LabDevice, _ bounds: LabBounds) {
        for item in command.items {
            guard let address = item.source ?? item.target, address.hasPrefix("./DevInfo/") else { continue }
            let name = String(address.dropFirst("./DevInfo/".count)).limited(to: bounds.name)
            guard device.properties[name] != nil || device.properties.count < bounds.properties else { continue }
            device.properties[name] = (item.data?.text ?? "").limited(to: bounds.property)
        }
    }

    private mutating func read(_ status: Status, _ device: inout LabDevice) {
        if status.commandRef == "0", status.command == "SyncHdr" { return readHeaderStatus(status, &device) }
        guard !refusedMessages.contains(status.messageRef) else { return }
        guard
            let place = sent.place(
                messageRef: status.messageRef, commandRef: status.commandRef, name: status.command)
        else { return note(.violation, "a Status for \(status.command) \(status.commandRef), which was not sent") }
        let command = sent[place]
        sent[place].isAnswered = true
        let code = status.code ?? .commandFailed
        if command.isBesideChallenge {
            if code.isSuccess { note(.violation, "\(command.name) beside a challenge was executed") }
            return
        }
        if command.isQuestion { return device.details = device.details ?? [:] }
        if command.isPiece, code == .chunkedItemAccepted { return }
        if command.isPiece { outgoing = nil }
        let line = LabStatus(
            command: status.command, address: status.targetRefs.first ?? command.address, code: code.rawValue)
        guard reserveRoom(line.octets) else { return }
        device.change(command.number) { $0.add(line) }
    }

    /// - Returns: the code of the Status that Results get: 200, which is not said, unless pieces are being collected.
    private mutating func read(_ results: Results, _ device: inout LabDevice) -> StatusCode {
        let place = sent.place(
            messageRef: results.messageRef ?? "1", commandRef: results.commandRef ?? "1", name: nil)
        let number = place.flatMap { sent[$0].number }
        if place == nil { note(.violation, "Results for \(results.commandRef ?? "1"), which was not sent") }
        var code = StatusCode.ok
        for item in results.items {
            if let refusal {
                code = refusal
            } else if item.hasMoreData || incoming != nil {
                code = collect(item, results, number, &device)
            } else if !keep(IncomingObject.whole(item, results), number, &device) {
                code = .requestEntityTooLarge
            }
            // A value that was refused is refused to its last piece, which alone would look like a whole one.
            refusal = item.hasMoreData && code != .chunkedItemAccepted ? code : nil
        }
        return code
    }

    private mutating func collect(
        _ item: Item, _ results: Results, _ number: Int?, _ device: inout LabDevice
    ) -> StatusCode {
        var object = incoming ?? IncomingObject(item, results)
        object.append(item)
        incoming = nil
        guard object.size != nil else { return .sizeRequired }
        guard !object.isTooLong, object.octets <= room else { return .requestEntityTooLarge }
        guard !item.hasMoreData else {
            incoming = object
            return .chunkedItemAccepted
        }
        guard object.isWhole else { return .sizeMismatch }
        return keep(object.result, number, &device) ? .ok : .requestEntityTooLarge
    }

    /// - Returns: whether there was room for it.
    private mutating func keep(_ result: LabResult, _ number: Int?, _ device: inout LabDevice) -> Bool {
        guard reserveRoom(result.octets) else { return false }
        device.change(number) { $0.add(result) }
        if number == nil, let told = DeviceQuestion.answer(result) {
            device.details = (device.details ?? [:]).merging([told.question.rawValue: told.text]) { $1 }
        }
        // What answers no command of ours tells nothing of the PIN.
        guard number != nil, result.address == ActionCommand.newPINValue, !result.data.isEmpty else { return true }
        // What an administrator has asked for is kept with the tenant, for as long as it is shown.
        if number.flatMap(device.entry)?.subject == nil { device.passcode = result.data }
        note(.passcodeReceived)
        return true
    }

    /// Takes so much of what is left for answers.
    private mutating func reserveRoom(_ octets: Int) -> Bool {
        guard octets <= room else {
            note(.violation, "there is no room for more statuses and results")
            return false
        }
        room -= octets
        return true
    }
}
