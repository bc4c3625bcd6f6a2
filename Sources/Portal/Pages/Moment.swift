import Notation

/// A point in time, for people and for programs.
struct Moment {
    let text: String
    /// As HTML's `datetime` has it.
    let machine: String

    init(_ instant: Instant, _ texts: PortalTexts) {
        text = texts.time(instant)
        machine = instant.text
    }

    init?(_ instant: Instant?, _ texts: PortalTexts) {
        guard let instant else { return nil }
        self.init(instant, texts)
    }
}
