/// How much of anything the lab takes and keeps, whoever sends it: what a phone can make it hold has an end.
package struct LabBounds: Equatable, Sendable {
    // MARK: Before anyone has shown who they are

    /// Octets of a request of discovery or enrolment; the longest real ones hold a token and a certificate request.
    package var enrollmentBody = 256 << 10
    /// Phones that came by without having enrolled; the one that was first seen is forgotten for the next.
    package var strangers = 1000
    /// Octets of a phone's or a user's name.
    package var name = 256
    /// Items of `AdditionalContext`, and leaves of `./DevInfo`.
    package var properties = 64
    /// Octets of one such value, and of what a phone says of itself in an alert.
    package var property = 4 << 10

    // MARK: Of everybody

    /// Octets of a message, or of commands for a queue: a policy file, a large object. More than this nobody sends.
    package var body = 16 << 20
    /// Octets that all unfinished requests may hold together, beside the first few of each.
    package var bodies = 64 << 20
    /// Octets of each request that are not counted, so that short ones are served while long ones wait.
    package var uncountedBody = 64 << 10
    /// Phones that have enrolled.
    package var devices = 50_000
    /// Commands of one phone that wait to be sent.
    package var waiting = 1000
    /// Commands of one phone that are remembered; the oldest that are done are forgotten.
    package var commands = 2000
    /// Octets of all phones' statuses and results together.
    package var results = 128 << 20
    /// Messages of one session.
    package var messages = 1000
    /// Sent commands of one session whose answers are still known.
    package var sent = 10_000
    /// Events that are remembered.
    package var events = 10_000
    /// Messages of one phone's sessions that are remembered, and octets of them.
    package var phoneMessages = 500
    package var phoneOctets = 1 << 20
    /// Octets of all phones' messages together; of the phones that have been silent longest they go first.
    package var messageOctets = 64 << 20
    /// Octets of an event's words.
    package var detail = 512

    package init() {}
}

extension String {
    /// As many octets of the text as are kept, with a mark where something is missing.
    func limited(to octets: Int) -> String {
        guard utf8.count > octets else { return self }
        // An octet of a character that is cut in two becomes a mark too.
        return String(decoding: utf8.prefix(octets), as: UTF8.self) + "…"
    }
}
