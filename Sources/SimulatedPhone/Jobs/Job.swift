import Foundation
package import Notation

/// What a phone does after its answer, in its time: a value that is kept with the phone, so that it survives the end of the
/// process (design, *What a CSP may do*).
///
/// It waits until it is due; then its CSP's provider begins it and says how long it goes on, and is told when it has ended.
package struct Job: Codable, Equatable, Sendable {
    /// Counted from 1 on each phone.
    package let id: Int
    /// The name of the CSP whose provider begins and ends it.
    package let csp: String
    /// What is to be done, as JSON; its provider knows the type.
    package let order: String
    /// When it begins or, once it has begun, when it ends.
    package internal(set) var due: Instant
    package internal(set) var isBegun = false
    /// Whether the phone is away while the job goes on: it answers nobody.
    package internal(set) var isAway = false
    /// What it needs from outside when it is due, before it can go on; nil where time is all that it needs.
    package internal(set) var errand: Errand?

    /// What is to be done, as people read it.
    package var words: String { KeyedText.words(of: order) }

    /// What is to be done, where it is of a CSP's type.
    package func order<Order: JobOrder>(as type: Order.Type) -> Order? {
        guard csp == Order.csp else { return nil }
        return try? JSONDecoder().decode(type, from: Data(order.utf8))
    }
}

/// What a CSP can have done later; mostly an enum of texts.
package protocol JobOrder: Codable, Sendable {
    /// The CSP's name.
    static var csp: String { get }
}

/// How a job goes on that has begun.
package struct JobCourse: Equatable, Sendable {
    /// Seconds until it ends, or until its errand is run; of those at its beginning the profile may say otherwise.
    package var seconds: Int64 = 0
    /// Whether the phone answers nobody until then.
    package var isAway = false
    /// What it needs from outside then. Its provider is told what came of that, and the job goes on.
    package var errand: Errand?
}

/// A job that has begun, has gone on by what came of an errand, or has ended.
package struct JobStep: Equatable, Sendable {
    package var job: Job
    package var hasEnded: Bool
}
