/// For how long a session is held open for more of its messages, while a capture of any length is read.
///
/// A session is closed once so many messages have come that were none of its own, or a later one of the same device and
/// number has begun, or too much is held open; sessions are handed out in the order of their first messages. A message that
/// comes later than that begins a session of its own.
package struct SessionWindow: Equatable, Sendable {
    /// Messages of other sessions.
    package var messages: Int
    /// Octets of all sessions that are held open.
    package var octets: Int

    package init(messages: Int = 1_000, octets: Int = 64 << 20) {
        self.messages = messages
        self.octets = octets
    }
}
