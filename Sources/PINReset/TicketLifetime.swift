import Notation

/// For how long tickets are good.
package enum TicketLifetime {
    /// Inferred: five minutes, which is time enough for one message.
    package static let usual: Int64 = 300
    /// What a phone takes at most, whatever a service says.
    package static let longest: Int64 = 900
    /// By how much the clocks of two machines may differ.
    static let skew: Int64 = 120

    /// What is wrong with a time, by whoever's clock; nil where it is good now.
    static func fault(issued: Instant, expires: Instant, now: Instant) -> TicketFault? {
        if now > expires.adding(seconds: skew) { return .expired(expires) }
        if now < issued.adding(seconds: -skew) { return .notYetValid(issued) }
        if expires > issued.adding(seconds: longest) { return .tooLong }
        return nil
    }
}
