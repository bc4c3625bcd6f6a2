import ArgumentParser
import Fleet
import Foundation

/// `fleet merge`: one report of many.
struct FleetMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Add the reports of a fleet's shards, exactly.",
        discussion: """
            Latencies are added value by value, so that the sum says what one machine would have measured. Reports of other \
            fleets, and a shard that is there twice, are refused.

            EXAMPLES
              understudy fleet merge shard-*.json
              understudy fleet merge shard-*.json --html report.html --fail-if 'p99>2s' --report all.json
            """)

    @Argument(help: ArgumentHelp("Files that --report or --json has written.", valueName: "report"))
    var reports: [String]

    @OptionGroup var reporting: FleetReportOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await output.reporting {
            let read = try reports.map { (name: $0, report: try Self.read($0)) }
            let merged: FleetReport
            do {
                merged = try FleetReport.merged(read)
            } catch {
                throw Failure.data("\(error)")
            }
            if !merged.missingShards.isEmpty {
                let list = merged.missingShards.prefix(12).map { "\($0)" }.joined(separator: ", ")
                Console.error(
                    "understudy: of \(merged.fleet.shards) shards \(merged.missingShards.count) are missing: \(list)")
            }
            return try reporting.finish(merged, output)
        }
    }

    private static func read(_ name: String) throws -> FleetReport {
        let octets = try InputFile.bytes(of: name)
        do {
            return try JSONDecoder().decode(FleetReport.self, from: Data(octets))
        } catch {
            throw Failure.data("\(name): this is no report of a fleet; name files that --report or --json has written")
        }
    }
}
