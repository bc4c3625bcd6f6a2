/// A message that was read, with what is known of its text or octets beside it.
package struct MessageReading: Equatable, Sendable {
    package var message: Message
    /// Where each command's start tag stands, in pre-order: a container, then the commands inside.
    package var places: [MessagePlace] = []
    /// The leniencies used, in the order of their places.
    package var tolerances: [Tolerance] = []
}
