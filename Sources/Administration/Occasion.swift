package import Notation

/// Who does something, when, and with which chance: what a change of a tenant needs from outside.
package struct Occasion: Sendable {
    package var now: Instant
    /// Who did it, as lists of what was done name it: a user's principal name, an application, a phone.
    package var actor: String
    /// So many octets that nobody can guess.
    package var random: @Sendable (Int) -> [UInt8]

    package init(now: Instant, actor: String, random: @escaping @Sendable (Int) -> [UInt8]) {
        self.now = now
        self.actor = actor
        self.random = random
    }

    /// The id of an object that is made on this occasion.
    package func newID() -> ObjectID { ObjectID(random: random(16)) }
}
