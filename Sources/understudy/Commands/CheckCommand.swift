import Agent
import ArgumentParser
import Checking
import ManagementTree
import PINReset
import SimulatedPhone

/// `check`: would these payloads work, and if not, why?
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Tell what of a payload would not work on the phone, and what works and does nothing.",
        discussion: """
            A file holds what apply takes (messages, bare commands, Intune's JSON, rows of address, type and value), a \
            provisioning document, or descriptions of nodes (DDF). Every command is compared with the descriptions of the nodes and run, each file on \
            a phone of its own that is thrown away. What will not work is an error; what works and does nothing, and \
            what works here and not elsewhere, is a warning, and so is what is odd in the files of --ddf. understudy \
            explain RULE tells what a finding means.

            A finding is switched off by --ignore RULE or --ignore RULE:URI (* is one name, ** the rest), or in the \
            file by a comment before the element that it is in: <!-- understudy: ignore RULE, RULE:URI --> in \
            XML, # understudy: ignore RULE above a row. A comment that names no rule is told.

            EXAMPLES
              understudy check profile.xml
              understudy check policies/ --strict
              understudy check profile.xml --device lumia-950-1607
              understudy check policies/ --ignore add-not-repeatable --ignore 'overruled:./Vendor/MSFT/Policy/**'
              understudy check policies/ --format sarif > check.sarif
              understudy check profile.xml --fix

            EXIT CODES
               0  no errors; with --strict no warnings either
               1  not so
              65  a file cannot be read
            """)

    @Argument(help: "Files and folders, or - for standard input.")
    var files: [String]

    @Option(
        help:
            "How findings are printed: text (if not given), json, junit, sarif, or github for the log of a workflow of GitHub."
    )
    var format: CheckFormat?

    @Flag(help: "Count warnings as errors.")
    var strict = false

    @Flag(help: "Write into the files what can be mended without a doubt, then check them again.")
    var fix = false

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A rule whose findings do not count, everywhere or at addresses; more than once.", valueName: "rule[:uri]"))
    var ignore: [String] = []

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func validate() throws {
        guard !files.isEmpty else { throw ValidationError("name a file or folder, or - for standard input") }
        if output.json, let format, format != .json {
            throw ValidationError("--json is --format json; give one of --json and --format \(format.rawValue)")
        }
        guard !fix || !files.contains("-") else {
            throw ValidationError("--fix writes into files; standard input is none")
        }
    }

    func run() async throws {
        var output = output
        if format == .json { output.json = true }
        try await output.reporting {
            let input = CheckInput(files)
            let suppressions = try suppressions()
            let hand = try await PhoneAtHand.offline(options, tellingOddities: false, making: false)
            let checker = Checker(
                phone: hand.phone, hand.environment,
                service: hand.pinResetService as? any ImmediatePINResetService ?? GrantingPINResetService(),
                suppressions: suppressions, foreign: ForeignFile.description)
            var report = CheckReport(
                files: [], version: Understudy.version, device: hand.phone.profile.name)
            guard !input.paths.isEmpty else {
                // Who reads the document finds one, with nothing in it.
                if !output.json, format != nil, format != .text { try tell(report) }
                await hand.finish()
                throw Failure.data("\(files.joined(separator: ", ")): there are no payloads in there; name a file")
            }
            report.files = checker.check(hand.oddities.filter { !input.paths.contains($0.file) })
            for path in input.paths { report.files.append(try check(path, checker)) }
            await hand.finish()
            if !output.json { try tell(report) }
            return result(report, hand.phone)
        }
    }

    private func suppressions() throws -> Suppressions {
        var suppressions = Suppressions()
        for text in ignore {
            do throws(SuppressionError) {
                try suppressions.add(text)
            } catch {
                throw Failure.usage("--ignore \(text): \(error)")
            }
        }
        return suppressions
    }

    private func check(_ path: String, _ checker: Checker) throws -> FileReport {
        let octets: [UInt8]
        do throws(Failure) {
            octets = try InputFile.octets(of: path)
        } catch {
            return FileReport(file: path, failure: error.message)
        }
        guard fix else { return checker.check(octets, file: path) }
        let mended = checker.mend(octets, file: path)
        guard mended.count > 0 else { return mended.report }
        try CheckInput.write(mended.octets, to: path)
        Console.error("understudy: \(Console.visible(path)): \(mended.count) mended")
        return mended.report
    }

    private func tell(_ report: CheckReport) throws {
        switch format ?? .text {
        case .text:
            let lines = report.files.flatMap(FindingText.lines)
            if !lines.isEmpty { Console.print(lines.joined(separator: "\n")) }
            Console.error("understudy: \(report.summary)")
        case .github: report.files.flatMap(GitHubCommands.lines).forEach { Console.print($0) }
        case .junit: Console.write(JUnitFindings(isStrict: strict).octets(report))
        case .sarif: try Console.json(SARIFLog(report))
        case .json: break
        }
    }

    private func result(_ report: CheckReport, _ phone: Phone) -> CommandResult {
        let isClean = report.count(.error) == 0 && (!strict || report.count(.warning) == 0)
        let outcome: Outcome = !report.unread.isEmpty ? .unreadableInput : isClean ? .done : .failed
        var result = CommandResult(
            outcome, isEnrolled: phone.enrolled != nil, body: FindingsDocument(report))
        if outcome != .done { result.error = report.summary }
        result.isTold = true
        return result
    }
}

/// The forms in which `check` prints.
enum CheckFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, junit, sarif, github
}
