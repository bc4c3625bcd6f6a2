internal import Administration
package import SyncML

/// The way of a message: it is read, the administrators' side is told and asked, it is answered.
extension LabManagement {
    /// Answers a message.
    /// - Returns: nil for one without header, one that goes on with a session that there is not, and one that could not be
    ///   kept: the phone must send it again, and nothing has happened here.
    package func reply(to message: Message, address: String) async -> LabReply? {
        guard let header = message.header else { return nil }
        await enter(header.source)
        defer { leave(header.source) }
        return await reply(to: message, header, address)
    }

    private func reply(to message: Message, _ header: Header, _ address: String) async -> LabReply? {
        var device = register[header.source] ?? LabDevice(id: header.source)
        var conversation: LabConversation
        let digest = LabConversation.digest(message)
        switch course(of: digest, header) {
        case nil: return nil
        case .answered(let reply): return reply
        case .open(let found, let isNew):
            conversation = found
            if isNew {
                device.beginSession()
                conversation.start()
            }
        }
        let situation = situation(address)
        let known = device.passcode
        var hearing = conversation.hear(message, header, digest: digest, device: &device, situation)
        if device.passcode != known { device.passcodeTime = sources.now() }
        let place = hearing.isAdmitted ? await desk?.place(of: device.id) : nil
        hearing.isManaged = place != nil
        do {
            if let place { device.queue(try await consult(hearing, &conversation, device, place)) }
            let reply = conversation.answer(hearing, device: &device, situation)
            if let place, conversation.session.hasEndedWell { try await desk?.end(place) }
            // What the phone is told is what is known after the end of the process, too.
            try await write(device, conversation)
            // Who is told of an event finds the phone as it is then.
            record(conversation.takeOccurrences(), device: device.id)
            keep(device)
            setSession(conversation, of: device.id)
            return reply
        } catch {
            record(.requestRefused, device: device.id, error.message)
            return nil
        }
    }

    /// Tells the administrators' side what the phone has said, and asks it for what is to be sent.
    private func consult(
        _ hearing: LabHearing, _ conversation: inout LabConversation, _ device: LabDevice, _ place: ManagementDesk.Place
    ) async throws(AdministrationError) -> [DeviceWork] {
        guard let desk else { return [] }
        let session = conversation.session
        // Who leaves begins nothing: what has asked it to leave is done with that.
        if !session.hasBegun, !session.isLeaving {
            try await desk.begin(place)
            conversation.begin()
        }
        try await desk.describe(place, device.toldDescription)
        if !hearing.answers.isEmpty {
            try await desk.take(hearing.answers.map { ($0.subject, $0.answer) }, from: place)
        }
        if session.isLeaving {
            try await desk.leave(place)
            return []
        }
        return hearing.isServersTurn ? try await desk.takeWork(place) : []
    }
}
