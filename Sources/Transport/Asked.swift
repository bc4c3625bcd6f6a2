import Wire

/// A request on its way, and who waits for the answer.
struct Asked: Sendable {
    var ticket: RequestTicket
    var request: OutgoingRequest
    var continuation: CheckedContinuation<Answered, any Error>
}

/// Tells one request from the next on the same connection.
final class RequestTicket: Sendable {}

/// An answer, and whether another request may follow on the same connection.
struct Answered: Sendable {
    var response: WireResponse
    var mayStay: Bool
}
