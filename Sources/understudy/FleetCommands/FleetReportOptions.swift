import Agent
import ArgumentParser
import Fleet
import Foundation
import Notation

/// Where reports go, and what a run must keep to.
struct FleetReportOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Write the report as JSON into this file, for `fleet merge`.", valueName: "file"))
    var report: String?

    @Option(help: ArgumentHelp("Write a page with plots into this file, which can be mailed.", valueName: "file"))
    var html: String?

    @Option(help: ArgumentHelp("Write the limits and what came of them as JUnit's XML.", valueName: "file"))
    var junit: String?

    @Option(
        name: .customLong("fail-if"),
        help: ArgumentHelp(
            "Exit with 1 where this is so, such as 'p99>2s' or 'errors>0.1%'; once for each.",
            discussion: FleetLimit.forms, valueName: "limit"))
    var failIf: [FleetLimit] = []

    /// Writes what is asked for.
    /// - Parameter isCleaning: whether no phone was to be enrolled at the end.
    /// - Returns: the end of the command.
    func finish(
        _ report: FleetReport, _ output: OutputOptions, isCleaning: Bool = false
    ) throws -> CommandResult {
        let verdicts = failIf.map { $0.verdict(on: report) }
        if let file = self.report {
            try write(file, Array(try JSONEncoder.sorted.encode(report)) + [0x0A])
        }
        if let html { try write(html, Array(FleetHTML.page(report, verdicts).utf8)) }
        if let junit { try write(junit, Array(FleetJUnit.text(report, verdicts).utf8)) }
        if !output.json { for line in FleetSummary.lines(report, verdicts) { Console.print(line) } }
        return result(report, verdicts, isCleaning)
    }

    private func write(_ file: String, _ octets: [UInt8]) throws {
        try OutputPlace(path: file, mayReplace: true).write(file: octets)
    }

    private func result(
        _ report: FleetReport, _ verdicts: [FleetLimit.Verdict], _ isCleaning: Bool
    ) -> CommandResult {
        let broken = verdicts.filter(\.isBroken)
        var result = CommandResult(body: report)
        if !broken.isEmpty {
            result.outcome = .failed
            result.error = broken.map { "\($0.limit) (\($0.value))" }.joined(separator: ", ") + ": not to be so"
        } else if report.phonesEnrolled == 0, report.counts.unenrolled == 0, !isCleaning {
            result.outcome = .failed
            let most = report.counts.errors.max { $0.value < $1.value }?.key
            result.error = "no phone is enrolled" + (most.map { "; most often: \($0)" } ?? "")
        }
        return result
    }
}

extension FleetLimit: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
