import Agent
import ArgumentParser
import Captures
import Foundation

/// `replay`: recorded sessions, played to the phone.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Play recorded sessions to the phone and tell where its answers differ from the recorded ones.",
        discussion: """
            A capture is a file or a folder in any form in which people keep messages: raw SyncML (XML or WBXML), several \
            of them in a text, a stream of SyncML Viewer, HTTP text, curl's traces, HAR, mitmproxy's flows, a Fiddler \
            archive, the folder that --record writes, and others; - is standard input. What it is, its content tells. \
            Several files are one capture, in their order; of a folder, in the order of the numbers in the names.

            The server's messages are played to a phone made after the capture: its id, DevInfo and directory of \
            Azure AD, and the built-in profile that is nearest to its build and edition. Its answers are compared with the recorded ones by meaning: \
            statuses by command and item, results by address and value, order where the protocol demands it. Ids, nonces \
            and times are no differences, nor are values that the phone itself gives otherwise with another seed. Of the \
            server's messages alone, all are played and nothing is compared; of a device's alone, package 1 is compared, and \
            the others are read and written again. Nothing is sent anywhere and nothing is waited for: time is what the \
            recording or the Date of the server's answers tells, and between two messages the phone locks itself and jobs \
            end as on a phone that nobody touches. --at has time stand still.

            --ignore takes what does not count, a kind of difference (status, missing, extra, again, value, format, order, \
            wire, or any), then at most one each of a status, the name of a command, and a pattern of addresses (* is one \
            name, ** the rest).

            EXAMPLES
              understudy replay messages/
              understudy replay capture.har --ignore 'value ./DevDetail/**' --ignore 'status 404 get'
              understudy replay flows.mitm --infer --device lumia-950-1607
              understudy replay SyncMLStream-PC.xml --state phone --all
              understudy replay capture.saz --json | jq 'select(.differences)'

            EXIT CODES
               0  every answer is as recorded
               1  some are not
              65  the capture cannot be read, or holds nothing to replay, or ends within a message, or holds one that cannot be
                  read: then what is whole of it was played
              73  there is no phone in the folder of --state
            """)

    @Argument(help: ArgumentHelp("Files and folders of the capture, or - for standard input.", valueName: "capture"))
    var captures: [String]

    @Flag(help: "Begin with the values that recorded results show before anything changed them, the build among them.")
    var infer = false

    @Flag(help: "Show every message, not only those whose answers differ.")
    var all = false

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("What does not count, such as 'value ./DevDetail/**'; more than once.", valueName: "rule"))
    var ignore: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A file with one such rule a line, or - for standard input; # begins a remark.", valueName: "file"))
    var ignoreFile: [String] = []

    @OptionGroup(title: "Options for a live server") var server: AgainstOptions
    @Option(
        help: ArgumentHelp(
            "A report for other programs, or as a page: json, junit or html.",
            discussion: "It holds what the capture holds, PINs and secrets among it: convert --redact first."))
    var format: ReplayFormat?

    @Option(name: .customLong("output"), help: ArgumentHelp("Where the report goes.", valueName: "file"))
    var reportFile: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func validate() throws {
        guard !captures.isEmpty else { throw ValidationError("name a file or folder, or - for standard input") }
        guard reportFile == nil || format != nil else {
            throw ValidationError("--output takes a report; say which by --format json, junit or html")
        }
        guard format == nil || reportFile != nil || !output.json else {
            throw ValidationError("--json and --format would both print; give --output FILE for the report")
        }
    }

    func run() async throws {
        try await output.reporting(asLine: true) {
            let rules = try rules()
            let input = try CaptureInput(captures)
            if let url = server.against { return try await play(input, to: url, rules) }
            let phone = try await ReplayPhone(options, input)
            var settings = phone.options
            settings.rules = rules
            settings.infers = infer
            let heading = ReplayHeading(
                captures: captures, counterpart: .phone(profile: phone.profile, seed: settings.seed),
                version: Understudy.version, ignored: rules.map(\.text))
            let stage = ReplayStage(heading, try shows())
            var run: ReplayRun
            do {
                run = ReplayRun(input, try PhoneReplay(phone.origin, settings), phone.recorded, stage)
            } catch {
                throw Failure.data("\(error)")
            }
            do {
                try run.run()
            } catch {
                await phone.finish()
                throw error
            }
            await phone.finish()
            return result(run.summary, profile: run.profile, run.damage)
        }
    }

    /// Who shows the replay: for people or as lines of JSON, and as a report where one is wanted.
    private func shows() throws -> [any ReplayShow] {
        let printed: any ReplayShow = output.json ? ReplayLines(showsAll: all) : ReplayText(showsAll: all)
        guard let format else { return [printed] }
        let report = try ReplayReportFile(format.reporter, to: reportFile)
        return reportFile == nil ? [report] : [printed, report]
    }

    /// Plays the device's side to a live server.
    private func play(_ input: CaptureInput, to url: String, _ rules: [DifferenceRule]) async throws -> CommandResult {
        let recording = try input.recording()
        var shows = try shows()
        let heading = ReplayHeading(
            captures: captures, counterpart: .server(url: url), version: Understudy.version, ignored: rules.map(\.text))
        for index in shows.indices {
            shows[index].begin(heading)
            shows[index].warn(recording.warnings)
        }
        var summary = ReplaySummary()
        summary.sessions = recording.sessions.count
        summary.unreadable = recording.unreadable
        do {
            let against = ReplayAgainst(url: url, options: server, phone: options)
            for turn in try await against.run(recording.sessions, rules: rules) {
                summary.add(turn)
                for index in shows.indices { shows[index].add(turn) }
            }
        } catch {
            for index in shows.indices { shows[index].fail("\(error)", summary) }
            throw error
        }
        for index in shows.indices {
            if let damage = recording.damage {
                shows[index].fail("\(damage)", summary)
            } else {
                shows[index].finish(summary)
            }
        }
        return result(summary, profile: nil, recording.damage)
    }

    private func result(_ summary: ReplaySummary, profile: String?, _ damage: CaptureError?) -> CommandResult {
        if let damage {
            var result = CommandResult(.unreadableInput, body: ReplayReport(summary, profile: profile))
            result.error = damage.description
            return result
        }
        var result = CommandResult(
            summary.differences == 0 ? .done : .failed, body: ReplayReport(summary, profile: profile))
        if result.outcome != .done { result.error = "not every answer is as recorded" }
        // Whether the result is told in the end, because what was printed is for people.
        result.isTold = !output.json && (format == nil || reportFile != nil)
        return result
    }

    /// What does not count.
    private func rules() throws -> [DifferenceRule] {
        var rules: [DifferenceRule] = []
        for text in ignore {
            do {
                rules.append(try DifferenceRule(text))
            } catch {
                throw Failure.usage("--ignore \(error)")
            }
        }
        for name in ignoreFile {
            let text = try InputFile.text(of: name, option: "--ignore-file")
            do throws(DifferenceRule.Fault) {
                rules += try DifferenceRule.rules(in: text)
            } catch {
                throw Failure.data("--ignore-file \(name): \(error)")
            }
        }
        return rules
    }
}

/// A form of report.
enum ReplayFormat: String, ExpressibleByArgument, CaseIterable {
    case json, junit, html

    var reporter: any ReplayReporter {
        switch self {
        case .json: JSONReporter()
        case .junit: JUnitReporter()
        case .html: HTMLReporter()
        }
    }
}
