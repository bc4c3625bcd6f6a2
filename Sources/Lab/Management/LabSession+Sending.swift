internal import SyncML

/// What the server asks of the phone.
extension LabSession {
    /// Adds the next piece of a value, or as many queued commands as one message may hold.
    mutating func sendNext(_ draft: inout LabDraft, _ device: inout LabDevice, _ situation: LabSituation) {
        if outgoing != nil { return sendPiece(&draft) }
        let settings = situation.settings
        for entry in device.queue where entry.state == .waiting {
            guard draft.requests.count + draft.raw.count < settings.commandsPerMessage ?? .max else { break }
            switch entry.command.content {
            case .raw(let text): draft.raw.append(text)
            case .command(let command):
                if let size = settings.chunkSize,
                    let object = ChunkedCommand(command, number: entry.number, pieceSize: size)
                {
                    // Nothing new may stand between the pieces, so they have their messages to themselves.
                    guard draft.requests.isEmpty, draft.raw.isEmpty else { return }
                    markSent(entry.number, &device)
                    outgoing = object
                    return sendPiece(&draft)
                }
                draft.request(command, number: entry.number)
            }
            markSent(entry.number, &device)
        }
        if settings.oddities.has(.endless), draft.requests.isEmpty, draft.raw.isEmpty {
            draft.request(.access(AccessCommand(.get, id: nil, items: [Item(target: "./DevInfo/DevId")])), number: nil)
        }
    }

    /// Asks a device that has not told yet what it is, behind what is sent anyway: mostly that costs no message more. A session
    /// that breaks off asks in vain, and the next one asks again.
    func askOnce(_ draft: inout LabDraft, _ device: LabDevice, _ situation: LabSituation) {
        guard situation.settings.asksNewDevices, device.details == nil, outgoing == nil,
            !sent.hasQuestion
        else { return }
        for question in DeviceQuestion.allCases where question.isFor(device) {
            draft.request(question.command, number: nil)
        }
    }

    private mutating func sendPiece(_ draft: inout LabDraft) {
        guard var object = outgoing, let piece = object.nextPiece() else {
            outgoing = nil
            return
        }
        draft.request(piece.command, number: object.number, isPiece: !piece.isLast)
        draft.isFinal = piece.isLast
        outgoing = piece.isLast ? nil : object
    }

    /// What must not be executed; it stays in the queue.
    func sendBesideChallenge(_ draft: inout LabDraft, _ device: LabDevice) {
        for entry in device.queue where entry.state == .waiting && entry.subject == nil {
            guard case .command(let command) = entry.command.content else { continue }
            draft.request(command, number: entry.number, isBesideChallenge: true)
        }
    }

    private mutating func markSent(_ number: Int, _ device: inout LabDevice) {
        device.change(number) { $0.state = .sent }
        note(.commandSent, String(number))
    }

    /// The phone has ended its package: what was asked before is answered, as far as it ever will be.
    /// - Returns: the answers for the administrators' side, which are forgotten here.
    mutating func finishAnswered(_ device: inout LabDevice) -> [LabWorkAnswer] {
        let done = device.queue.filter { $0.state == .sent && $0.number != outgoing?.number }
        for entry in done {
            device.change(entry.number) { $0.state = .done }
            note(.commandDone, String(entry.number))
        }
        device.forgetWork { $0.state == .done }
        return done.compactMap { LabWorkAnswer($0) }
    }
}

extension LabDevice {
    /// A new session begins: what the last one sent and never heard of again is sent once more.
    mutating func beginSession() {
        forgetWork()
        for entry in queue where entry.state == .sent {
            change(entry.number) { $0.state = entry.statuses.isEmpty ? .waiting : .done }
        }
    }
}
