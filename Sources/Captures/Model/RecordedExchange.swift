package import Notation

/// A request of the device and the server's answer to it; one of them may be missing in a capture.
package struct RecordedExchange: Equatable, Sendable {
    package var request: RecordedMessage?
    package var response: RecordedMessage?
    /// What a recording of our own knows beside the messages; nil for every other capture.
    package var circumstances: Circumstances?

    package init(
        request: RecordedMessage? = nil, response: RecordedMessage? = nil, circumstances: Circumstances? = nil
    ) {
        self.request = request
        self.response = response
        self.circumstances = circumstances
    }

    /// The messages that are there, in the order in which they went over the wire.
    package var messages: [RecordedMessage] { [request, response].compactMap(\.self) }
}

extension RecordedExchange {
    /// What a phone's answer depended on that no message tells: with it the same answer can be had again. It stands beside
    /// the messages of a `--record` folder, as `0001-exchange.json`.
    package struct Circumstances: Equatable, Sendable {
        /// The format that is written; a later one is refused.
        package static let format = 1

        /// The file in the folder that holds the phone as it was before the session that the request opens; nil where
        /// it opens none.
        package var phone: String?
        /// What time it was for the phone when it ran the server's answer; nil where it ran nothing of it.
        package var instant: Instant?
        /// Whether the PIN reset service gave a ticket for a command of the answer; nil where it was not asked.
        package var ticket: Bool?

        package init(phone: String? = nil, instant: Instant? = nil, ticket: Bool? = nil) {
            self.phone = phone
            self.instant = instant
            self.ticket = ticket
        }

        /// Both together: what the other knows counts where this knows nothing.
        func completed(by other: Circumstances?) -> Circumstances {
            Circumstances(
                phone: phone ?? other?.phone, instant: instant ?? other?.instant, ticket: ticket ?? other?.ticket)
        }

        /// As the file that is written.
        var octets: [UInt8] {
            var members = ["\"understudyExchange\": \(Self.format)"]
            if let phone { members.append("\"phone\": \(JSONText.quoted(phone))") }
            if let instant { members.append("\"instant\": \(JSONText.quoted(instant.text))") }
            if let ticket { members.append("\"ticket\": \(ticket)") }
            return Array("{\(members.joined(separator: ", "))}\n".utf8)
        }
    }
}
