/// Writes a replay down while it goes on: as lines of JSON, as JUnit's XML, as a page.
///
/// Each call gives the octets that follow those of the last one, so that a report of any length is never in memory as a
/// whole. In order: `begin` once, then `add` for each turn as soon as it is known and `warn` for each warning between them,
/// `fail` once where the replay could not go on, then `finish` once: what was written is whole either way.
package protocol ReplayReporter: Sendable {
    /// - Returns: what stands before the first turn.
    mutating func begin(_ heading: ReplayHeading) -> [UInt8]
    mutating func add(_ turn: ReplayedTurn) -> [UInt8]
    mutating func warn(_ warning: CaptureWarning) -> [UInt8]
    /// - Parameter message: why nothing follows.
    mutating func fail(_ message: String) -> [UInt8]
    /// - Returns: what stands behind the last turn.
    mutating func finish(_ summary: ReplaySummary) -> [UInt8]
}

/// What is replayed, and to whom: known with the first turn, or before.
package struct ReplayHeading: Equatable, Sendable {
    /// Who answers now.
    package enum Counterpart: Equatable, Sendable {
        /// A phone of this profile, with this seed; nil where no phone has answered.
        case phone(profile: String?, seed: UInt64)
        /// The server of this address.
        case server(url: String)
    }

    /// The files and folders, as they were named.
    package var captures: [String]
    package var counterpart: Counterpart
    /// The version of the program.
    package var version: String
    /// What does not count, as it was written.
    package var ignored: [String]

    package init(captures: [String], counterpart: Counterpart, version: String, ignored: [String] = []) {
        self.captures = captures
        self.counterpart = counterpart
        self.version = version
        self.ignored = ignored
    }
}
