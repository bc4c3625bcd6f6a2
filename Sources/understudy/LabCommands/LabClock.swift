import ArgumentParser
import Lab
import Notation

/// The options of `lab serve` for what time it is there, so that what takes days can be seen in a minute.
struct LabClock: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What time it is for the lab when it starts, such as 2026-12-24T18:00:00Z; from there its clock goes on. What "
                + "--state keeps meanwhile stays so much longer once the lab is served without.", valueName: "time"))
    var at: String?

    @Option(
        help: ArgumentHelp(
            "How much later it is for the lab than for this machine: 90s, 15m, 3h or 14d. What is over by then is gone, such "
                + "as a passcode after 7d. Certificates and tickets keep this machine's time, as phones do. What --state keeps "
                + "meanwhile stays so much longer once the lab is served without.", valueName: "duration"))
    var after: String?

    /// A hundred years: days are added to what time it is, which must stay a time.
    private static let most: Int64 = 36_500 * 86_400

    func validate() throws {
        try PhoneTime.check(at: at, after: after)
        guard let start, start > Instant(seconds: LabSources.system.now()).adding(seconds: Self.most) else { return }
        let option = at.map { "--at \($0)" } ?? "--after \(after ?? "")"
        throw ValidationError("\(option): the lab's clock goes at most 36500d ahead")
    }

    /// When the lab's clock begins; nil where it is the machine's.
    var start: Instant? {
        if let at = at.flatMap(PhoneTime.instant) { return at }
        return after.flatMap(PhoneTime.seconds).map { Instant(seconds: LabSources.system.now()).adding(seconds: $0) }
    }
}
