internal import Administration

/// A command in a phone's queue, and what the phone has answered.
package struct LabQueueEntry: Codable, Equatable, Sendable {
    /// How far the command has come.
    package enum State: String, Codable, Equatable, Sendable {
        /// It will be sent in the next message that may hold commands.
        case waiting
        /// It was sent, and the phone has not finished answering.
        case sent
        /// The phone has answered all that it will: an Unenroll, for one, gets no status.
        case done
    }

    /// Counted from 1 for each phone.
    package let number: Int
    package let command: LabCommand
    /// What the administrators' side wants with it; nil for a command that somebody queued as it is.
    let subject: DeviceWork.Subject?
    package var state = State.waiting
    /// In the order received: for a container its own first.
    package private(set) var statuses: [LabStatus] = []
    package private(set) var results: [LabResult] = []
    /// Octets that the answers take up.
    private(set) var answerOctets = 0

    init(number: Int, command: LabCommand, subject: DeviceWork.Subject? = nil) {
        self.number = number
        self.command = command
        self.subject = subject
    }

    mutating func add(_ status: LabStatus) {
        statuses.append(status)
        answerOctets += status.octets
    }

    mutating func add(_ result: LabResult) {
        results.append(result)
        answerOctets += result.octets
    }

    /// Forgets what was answered, for the command is to be sent again.
    mutating func wait() {
        state = .waiting
        statuses = []
        results = []
        answerOctets = 0
    }

    /// Whether a PIN that the phone has made is among the answers.
    var hasPasscode: Bool { results.contains { $0.address == ActionCommand.newPINValue && !$0.data.isEmpty } }

    mutating func forgetPasscode() {
        for place in results.indices where results[place].address == ActionCommand.newPINValue {
            answerOctets -= results[place].data.utf8.count
            results[place].data = ""
        }
    }

    /// The codes alone.
    package var codes: [UInt16] { statuses.map(\.code) }
}

/// A Status that a phone gave for a command.
package struct LabStatus: Codable, Equatable, Sendable {
    /// `Cmd`.
    package var command: String
    /// What the command was for; of several items what `TargetRef` names.
    package var address: String?
    package var code: UInt16

    package init(command: String, address: String? = nil, code: UInt16) {
        self.command = command
        self.address = address
        self.code = code
    }

    /// What keeping it takes up.
    var octets: Int { command.utf8.count + (address?.utf8.count ?? 0) + 64 }
}

/// One item of a phone's Results, pieces already put together.
package struct LabResult: Codable, Equatable, Sendable {
    package var address: String
    package var format: String?
    package var type: String?
    package var data: String

    package init(address: String, format: String? = nil, type: String? = nil, data: String) {
        self.address = address
        self.format = format
        self.type = type
        self.data = data
    }

    /// What keeping it takes up.
    var octets: Int {
        address.utf8.count + (format?.utf8.count ?? 0) + (type?.utf8.count ?? 0) + data.utf8.count + 128
    }
}
