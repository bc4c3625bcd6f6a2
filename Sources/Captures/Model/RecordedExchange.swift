/// A request of the device and the server's answer to it; one of them may be missing in a capture.
package struct RecordedExchange: Equatable, Sendable {
    package var request: RecordedMessage?
    package var response: RecordedMessage?

    package init(request: RecordedMessage? = nil, response: RecordedMessage? = nil) {
        self.request = request
        self.response = response
    }

    /// The messages that are there, in the order in which they went over the wire.
    package var messages: [RecordedMessage] { [request, response].compactMap(\.self) }
}
