internal import Administration

/// A phone as the server knows it: who it is, what it was sent, what it said.
package struct LabDevice: Codable, Equatable, Sendable {
    /// How a phone stands to the server.
    package enum State: String, Codable, Equatable, Sendable {
        /// It has talked to the server without having enrolled here.
        case stranger
        case enrolled
        case unenrolled
    }

    /// `Source` of its messages, which is `DeviceID` of its enrolment.
    package let id: String
    package var state = State.stranger
    /// Who enrolled it.
    package var user: String?
    /// The Azure AD tenant, where the enrolment's token names one.
    package var tenant: String?
    /// The SHA-1 thumbprint of the certificate it was given.
    package var thumbprint: String?
    package var credentials: LabCredentials?
    /// `AdditionalContext` of its enrolment, in order.
    package var context: [ContextItem] = []
    /// The leaves of `./DevInfo` as it last sent them.
    package var properties: [String: String] = [:]
    /// What it has answered to `DeviceQuestion`s, by their addresses; nil until it has.
    package var details: [String: String]?
    /// What its last alert 1224 said about the user (`user`, `others`, `none`).
    package var loginStatus: String?
    /// The last `Authorization: Bearer`, or the user token of alert 1224.
    package var userToken: String?
    /// The last PIN that it reported in NewPINValue to a command that somebody queued as it is.
    package var passcode: String?
    /// When it did, in seconds since 1970.
    var passcodeTime: Int64?
    /// The commands that are remembered, by number. What the administrators' side sends is among them until it is answered.
    package private(set) var queue: [LabQueueEntry] = []
    private var lastNumber = 0
    /// Octets that the queue's statuses and results take up.
    private(set) var keptOctets = 0

    /// A `ContextItem` of RequestSecurityToken (MS-MDE2 3.4.4.1.1.1).
    package struct ContextItem: Codable, Equatable, Sendable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(id: String) {
        self.id = id
    }

    /// What it told of a name when it enrolled; nil for nothing.
    func contextValue(_ name: String) -> String? {
        context.first { $0.name == name && !$0.value.isEmpty }?.value
    }

    /// Whether Windows on a PC has enrolled (`DeviceType` of MS-MDE2 3.4.4.1.1.1).
    var isPC: Bool { contextValue("DeviceType") == "CIMClient_Windows" }

    /// Puts a command at the end of the queue; of more than so many the oldest that are done are forgotten.
    /// - Returns: its number.
    mutating func queue(_ command: LabCommand, keeping limit: Int = .max) -> Int {
        lastNumber += 1
        queue.append(LabQueueEntry(number: lastNumber, command: command))
        while queue.count > limit, let oldest = queue.first, oldest.state == .done {
            keptOctets -= oldest.answerOctets
            queue.removeFirst()
        }
        return lastNumber
    }

    /// Puts what the administrators' side wants sent behind what is queued.
    mutating func queue(_ work: [DeviceWork]) {
        for piece in work {
            lastNumber += 1
            queue.append(
                LabQueueEntry(number: lastNumber, command: LabCommand(.command(piece.command)), subject: piece.subject))
        }
    }

    /// Forgets what the administrators' side has sent: whatever of it still counts is told anew.
    mutating func forgetWork(where isUnwanted: (LabQueueEntry) -> Bool = { _ in true }) {
        for entry in queue where entry.subject != nil && isUnwanted(entry) { keptOctets -= entry.answerOctets }
        queue.removeAll { $0.subject != nil && isUnwanted($0) }
    }

    /// Forgets the PIN that it reported, wherever it stands.
    mutating func forgetPasscode() {
        (passcode, passcodeTime) = (nil, nil)
        for entry in queue where entry.hasPasscode { change(entry.number) { $0.forgetPasscode() } }
    }

    /// The entry of a number, if there is one that is remembered.
    package func entry(_ number: Int) -> LabQueueEntry? {
        index(number).map { queue[$0] }
    }

    mutating func change(_ number: Int?, _ change: (inout LabQueueEntry) -> Void) {
        guard let number, let index = index(number) else { return }
        keptOctets -= queue[index].answerOctets
        change(&queue[index])
        keptOctets += queue[index].answerOctets
    }

    private func index(_ number: Int) -> Int? {
        var (low, high) = (0, queue.count)
        while low < high {
            let middle = (low + high) / 2
            if queue[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < queue.count && queue[low].number == number ? low : nil
    }
}
