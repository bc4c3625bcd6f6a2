/// What a run comes to: the JSON at its end, and what `fleet merge` reads.
package struct FleetReport: Codable, Equatable, Sendable {
    /// Of this form; another one is refused.
    package var form = FleetReport.currentForm
    /// Which program made it, with its version.
    package var program: String
    /// What tells one fleet from another: reports are merged of the same only.
    package var fleet: FleetIdentity
    /// Those that it is about: several where reports were merged.
    package var shards: [FleetShard]
    /// ISO 8601.
    package var begun: String
    package var ended: String
    /// Whether it came to the end that it was told; not so where somebody stopped it before.
    package var isComplete: Bool
    /// Phones of the shards that are enrolled at the end.
    package var phonesEnrolled: Int
    /// Over the whole of the run, enrolment included.
    package var sessionsPerSecond: Double
    /// The most sessions that ended in one second.
    package var peakSessionsPerSecond: Int
    /// All that was counted.
    package var counts: FleetCounts
    /// What happened when.
    package var timeline: FleetTimeline

    package init(
        program: String, fleet: FleetIdentity, shards: [FleetShard], begun: String, ended: String, isComplete: Bool,
        phonesEnrolled: Int, sessionsPerSecond: Double, peakSessionsPerSecond: Int, counts: FleetCounts,
        timeline: FleetTimeline
    ) {
        self.program = program
        self.fleet = fleet
        self.shards = shards
        self.begun = begun
        self.ended = ended
        self.isComplete = isComplete
        self.phonesEnrolled = phonesEnrolled
        self.sessionsPerSecond = sessionsPerSecond
        self.peakSessionsPerSecond = peakSessionsPerSecond
        self.counts = counts
        self.timeline = timeline
    }

    /// What this program writes, and the only one that it reads.
    package static let currentForm = "understudy fleet 1"

    /// Phones of the shards that were to be enrolled.
    package var phonesPlanned: Int { shards.map { $0.size(of: fleet.phones) }.reduce(0, +) }
}

/// What all shards of a fleet have in common.
package struct FleetIdentity: Codable, Equatable, Sendable {
    /// Of the whole fleet.
    package var phones: Int
    /// What its phones and chances follow from.
    package var seed: UInt64
    /// How many parts it is run in.
    package var shards: Int
    /// As --server had it.
    package var server: String
    /// The name of the profile, or its file.
    package var device: String

    package init(phones: Int, seed: UInt64, shards: Int, server: String, device: String) {
        self.phones = phones
        self.seed = seed
        self.shards = shards
        self.server = server
        self.device = device
    }
}

/// Why reports cannot be added, with what to do.
package struct FleetMergeError: Error, Equatable, Sendable, CustomStringConvertible {
    package var description: String
}

extension FleetReport {
    /// Adds reports of shards, exactly.
    /// - Parameter reports: each with a name for people, such as its file's.
    /// - Throws: where one is of another fleet, or a shard is there twice.
    package static func merged(_ reports: [(name: String, report: FleetReport)]) throws(FleetMergeError) -> FleetReport
    {
        guard let first = reports.first else { throw FleetMergeError(description: "name the reports") }
        var sum = first.report
        var names = Dictionary(sum.shards.map { ($0, first.name) }) { name, _ in name }
        for (name, report) in reports {
            guard report.form == currentForm else {
                throw FleetMergeError(description: "\(name): its form is '\(report.form)', not '\(currentForm)'")
            }
            guard report.isSound else {
                throw FleetMergeError(
                    description: "\(name): its numbers are those of no run; name files that --report has written")
            }
            guard report.fleet == sum.fleet else {
                throw FleetMergeError(
                    description: "\(name): it is of another fleet than \(first.name) "
                        + "(\(report.fleet.difference(from: sum.fleet))); merge the shards of one run")
            }
        }
        for (name, report) in reports.dropFirst() {
            for shard in report.shards {
                if let other = names[shard] {
                    throw FleetMergeError(
                        description: "shard \(shard) stands in \(other) and in \(name): it would be counted twice; "
                            + "leave one of them out")
                }
                names[shard] = name
            }
            sum.add(report)
        }
        return sum
    }

    /// Whether its numbers can be those of a run. A file may hold any, and sums of them must not end the program.
    private var isSound: Bool {
        let most = 100_000_000
        return (1...most).contains(fleet.phones) && (1...most).contains(fleet.shards)
            && (0...fleet.phones).contains(phonesEnrolled)
            && (0...1e12).contains(sessionsPerSecond) && (0...1e12).contains(counts.seconds)
            && counts.isSound && timeline.isSound
    }

    private mutating func add(_ other: FleetReport) {
        shards = (shards + other.shards).sorted { $0.part < $1.part }
        begun = min(begun, other.begun)
        ended = max(ended, other.ended)
        isComplete = isComplete && other.isComplete
        phonesEnrolled += other.phonesEnrolled
        counts.add(other.counts)
        timeline.add(other.timeline)
        sessionsPerSecond += other.sessionsPerSecond
        peakSessionsPerSecond = max(
            peakSessionsPerSecond, other.peakSessionsPerSecond,
            timeline.points.map { $0.sessions / timeline.width }.max() ?? 0)
    }

    /// The shards of the fleet that are not in it.
    package var missingShards: [Int] {
        let known = Set(shards.map(\.part))
        return fleet.shards > 1 ? (1...fleet.shards).filter { !known.contains($0) } : []
    }
}

extension FleetIdentity {
    /// In what it is another, for people.
    package func difference(from other: FleetIdentity) -> String {
        var parts: [String] = []
        if phones != other.phones { parts.append("\(phones) phones, not \(other.phones)") }
        if seed != other.seed { parts.append("seed \(seed), not \(other.seed)") }
        if shards != other.shards { parts.append("\(shards) shards, not \(other.shards)") }
        if server != other.server { parts.append("server \(server), not \(other.server)") }
        if device != other.device { parts.append("device \(device), not \(other.device)") }
        return parts.joined(separator: "; ")
    }
}
