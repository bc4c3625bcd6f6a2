package import XML

/// A message that was read from text, with what is known of the text beside it.
package struct MessageReading: Equatable, Sendable {
    package var message: Message
    /// Where each command's start tag stands, in pre-order: a container, then the commands inside.
    package var places: [XMLPlace]
    /// The leniencies used, in the order of their places.
    package var tolerances: [Tolerance]

    package init(message: Message, places: [XMLPlace] = [], tolerances: [Tolerance] = []) {
        self.message = message
        self.places = places
        self.tolerances = tolerances
    }
}
