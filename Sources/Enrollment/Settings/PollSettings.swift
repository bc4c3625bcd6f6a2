import Notation

/// `DMClient/Provider/<id>/Poll` as a server wrote it (DMClient CSP; MS-MDE2 2.2.9.3; protocol.md 6.7).
package struct PollSettings: Equatable, Sendable {
    /// How often and how long after each other the phone asks its server.
    package struct Round: Equatable, Sendable {
        /// 0 is for ever, if there is an interval.
        package var count: Int
        /// Minutes; 0 turns the round off.
        package var interval: Int

        package init(count: Int, interval: Int) {
            self.count = count
            self.interval = interval
        }

        package static let off = Round(count: 0, interval: 0)

        package var isEndless: Bool { count == 0 && interval > 0 }
    }

    package var first = Round(count: 10, interval: 15)
    package var second = Round.off
    package var remaining = Round.off
    /// Whether every sign-in starts a session.
    package var pollOnLogin = false
    /// Whether the first sign-in of every user does.
    package var allUsersPollOnFirstLogin = false

    /// The schedule of a phone that was told nothing.
    package init() {}

    /// - Parameter value: the text of a node below Poll, by its name; nil where it is not there and the
    ///   default counts.
    package init(_ value: (String) -> String?) throws(SettingError) {
        func number(_ name: String, _ standard: Int) throws(SettingError) -> Int {
            guard let text = value(name) else { return standard }
            guard let number = Int(text.trimmed) else {
                throw SettingError(.unreadable, name: name, message: "\(name) is \"\(text)\": give a whole number.")
            }
            guard (0...Int(Int32.max)).contains(number) else {
                throw SettingError(.outOfRange, name: name, message: "\(name) is \(number): give a number from 0 up.")
            }
            return number
        }
        func truth(_ name: String) throws(SettingError) -> Bool {
            guard let text = value(name) else { return false }
            guard let truth = SettingText.boolean(text) else {
                throw SettingError(.unreadable, name: name, message: "\(name) is \"\(text)\": give true or false.")
            }
            return truth
        }
        first.count = try number("NumberOfFirstRetries", first.count)
        first.interval = try number("IntervalForFirstSetOfRetries", first.interval)
        second.count = try number("NumberOfSecondRetries", second.count)
        second.interval = try number("IntervalForSecondSetOfRetries", second.interval)
        remaining.count = try number("NumberOfRemainingScheduledRetries", remaining.count)
        remaining.interval = try number("IntervalForRemainingScheduledRetries", remaining.interval)
        pollOnLogin = try truth("PollOnLogin")
        allUsersPollOnFirstLogin = try truth("AllUsersPollOnFirstLogin")
    }

    /// The schedule that a phone makes of the values, correcting what does not go together.
    ///
    /// Three numbers of 0 with an interval are one without an end: the documents call them an error in one place and a
    /// schedule in another, and devices were seen to poll by them (observed.md, *From the field*).
    /// - Throws: where all six values are 0.
    package func schedule() throws(SettingError) -> PollSchedule {
        let rounds = [first, second, remaining]
        guard rounds.contains(where: { $0 != .off }) else {
            throw SettingError(
                .contradiction, name: "Poll",
                message: "All numbers and intervals are 0: give one of the three sets an interval.")
        }
        return PollSchedule(rounds)
    }

    /// The settings as the phone keeps them: what comes after a round without an end is off, and reads back as 0.
    package var corrected: PollSettings {
        var settings = self
        if first.isEndless { settings.second = .off }
        if first.isEndless || second.isEndless { settings.remaining = .off }
        return settings
    }

    /// The numbers with the names of their nodes, in the order of the documents.
    package var numbers: [(name: String, value: Int)] {
        [
            ("NumberOfFirstRetries", first.count), ("IntervalForFirstSetOfRetries", first.interval),
            ("NumberOfSecondRetries", second.count), ("IntervalForSecondSetOfRetries", second.interval),
            ("NumberOfRemainingScheduledRetries", remaining.count),
            ("IntervalForRemainingScheduledRetries", remaining.interval),
        ]
    }
}
