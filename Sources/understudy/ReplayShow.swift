import Agent
import Captures
import Foundation

/// Who shows a replay while it goes on: as text, as lines of JSON, as a report.
protocol ReplayShow {
    mutating func begin(_ heading: ReplayHeading)
    mutating func warn(_ warnings: [CaptureWarning])
    mutating func add(_ turn: ReplayedTurn)
    mutating func finish(_ summary: ReplaySummary)
    /// Ends where the replay could not go on. Whoever called the program is told apart from it.
    mutating func fail(_ message: String, _ summary: ReplaySummary)
}

extension ReplayShow {
    mutating func fail(_ message: String, _ summary: ReplaySummary) {}
}

/// A report in one of the forms that other programs read, written as it comes: into a file, or to standard output.
struct ReplayReportFile: ReplayShow {
    private var reporter: any ReplayReporter
    /// nil for standard output.
    private let file: FileHandle?
    private let name: String

    /// - Parameter file: nil for standard output; what stood in it is gone.
    /// - Throws: where it cannot be written.
    init(_ reporter: any ReplayReporter, to file: String?) throws {
        self.reporter = reporter
        name = file ?? "standard output"
        self.file = try file.map { try OutputPlace(path: $0, mayReplace: true).begin() }
    }

    mutating func begin(_ heading: ReplayHeading) { write(reporter.begin(heading)) }

    mutating func warn(_ warnings: [CaptureWarning]) {
        for warning in warnings { write(reporter.warn(warning)) }
    }

    mutating func add(_ turn: ReplayedTurn) { write(reporter.add(turn)) }

    mutating func finish(_ summary: ReplaySummary) {
        write(reporter.finish(summary))
        try? file?.close()
    }

    mutating func fail(_ message: String, _ summary: ReplaySummary) {
        write(reporter.fail(message))
        finish(summary)
    }

    /// What follows would be lost too where something cannot be written.
    private func write(_ octets: [UInt8]) {
        guard let file else { return Console.write(octets) }
        do {
            try file.write(contentsOf: Data(octets))
        } catch {
            Console.error("understudy: \(name) cannot be written: \(error.localizedDescription)")
            exit(74)
        }
    }
}
