package import SyncML

/// What the phone has to say to one message.
package struct Answer: Equatable, Sendable {
    /// All statuses in the order of the commands, the header's first.
    package var statuses: [Status]
    /// What the Gets found, in the order of the Gets.
    package var results: [Results]
    /// Why a status is not 200, for people, by the status's place: which rule, which node, which value, what to do.
    /// Nothing of it goes to the server.
    package var reasons: [Int: String]

    /// Whether every status is one of success.
    package var isSuccess: Bool {
        statuses.allSatisfy { $0.code?.isSuccess ?? false }
    }
}
