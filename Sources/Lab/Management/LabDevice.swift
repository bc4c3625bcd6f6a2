/// A phone as the server knows it: who it is, what it was sent, what it said.
package struct LabDevice: Equatable, Sendable {
    /// How a phone stands to the server.
    package enum State: String, Equatable, Sendable {
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
    /// What its last alert 1224 said about the user (`user`, `others`, `none`).
    package var loginStatus: String?
    /// The last `Authorization: Bearer`, or the user token of alert 1224.
    package var userToken: String?
    /// The last PIN that it reported in NewPINValue.
    package var passcode: String?
    package var queue: [LabQueueEntry] = []

    /// A `ContextItem` of RequestSecurityToken (MS-MDE2 3.4.4.1.1.1).
    package struct ContextItem: Equatable, Sendable {
        package var name: String
        package var value: String
    }

    package init(id: String) {
        self.id = id
    }

    /// Puts a command at the end of the queue.
    /// - Returns: its number.
    mutating func queue(_ command: LabCommand) -> Int {
        let entry = LabQueueEntry(number: queue.count + 1, command: command)
        queue.append(entry)
        return entry.number
    }

    /// The entry of a number, if there is one.
    package func entry(_ number: Int) -> LabQueueEntry? {
        queue.indices.contains(number - 1) ? queue[number - 1] : nil
    }

    mutating func change(_ number: Int?, _ change: (inout LabQueueEntry) -> Void) {
        guard let number, queue.indices.contains(number - 1) else { return }
        change(&queue[number - 1])
    }
}
