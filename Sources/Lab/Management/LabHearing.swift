internal import Administration
internal import SyncML

/// A message of a phone that was read and is not answered yet: what comes in between is for the administrators' side.
struct LabHearing: Equatable, Sendable {
    /// Of the phone's message.
    let header: Header
    /// The answer as far as it follows from the message alone.
    var draft: LabDraft
    /// Whether the phone has shown who it is, or need not.
    let isAdmitted: Bool
    /// Whether the phone is a device of a tenant.
    var isManaged = false
    /// Whether the server may ask something now.
    var isServersTurn = false
    /// What the phone has answered to the end.
    var answers: [LabWorkAnswer] = []
}

/// What a phone has answered to a command of the administrators' side.
struct LabWorkAnswer: Equatable, Sendable {
    let subject: DeviceWork.Subject
    let answer: DeviceAnswer
}

extension LabWorkAnswer {
    /// - Returns: nil for a command that somebody queued as it is.
    init?(_ entry: LabQueueEntry) {
        guard let subject = entry.subject else { return nil }
        self.subject = subject
        answer = DeviceAnswer(
            statuses: entry.statuses.map {
                DeviceAnswer.Status($0.command, $0.address, StatusCode(rawValue: $0.code))
            },
            results: entry.results.map { DeviceAnswer.Result($0.address, $0.data) })
    }
}
