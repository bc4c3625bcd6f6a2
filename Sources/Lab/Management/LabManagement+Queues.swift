internal import Administration

/// What waits for phones.
extension LabManagement {
    /// Puts a command into a phone's queue.
    /// - Returns: its number there.
    /// - Throws: for a phone that nobody knows, and for one for which too many wait already.
    @discardableResult
    package func queue(_ command: LabCommand, for id: String) async throws(LabError) -> Int {
        await enter(id)
        defer { leave(id) }
        var device = try device(id)
        guard device.queue.count(where: { $0.state == .waiting }) < bounds.waiting else {
            throw LabError(
                .queueFull, "\(bounds.waiting) commands wait for '\(id)' already. Let it come and fetch them first.")
        }
        let number = device.queue(command, keeping: bounds.commands)
        do {
            try await write(device)
        } catch {
            throw LabError(error)
        }
        keep(device)
        return number
    }

    /// A command of a phone's queue, with what was answered so far.
    package func entry(_ number: Int, of id: String) throws(LabError) -> LabQueueEntry {
        guard let entry = try device(id).entry(number) else {
            throw LabError(.unknownCommand, "Device '\(id)' has no command \(number).")
        }
        return entry
    }
}
