import Agent
import ArgumentParser
import Fleet
import Foundation
import Logging
import Notation
import SimulatedPhone
import Store
import Transport
import UnixSignals

/// `fleet run`, or `fleet` alone.
struct FleetRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract:
            "Enrol phones and have them come by as their server says; this is what fleet does where nothing else is said.",
        discussion: """
            Each phone enrols, has a first session at once, and comes by as the server's poll schedule says, or by --poll. \
            Without --state all is gone when the run ends; with it the phones are kept, and the next run takes them up. A \
            run that was stopped or killed before its end is gone on with, its figures too.

            Latencies count from the moment a phone should have begun, whatever kept it from that. With a signal (SIGINT, \
            SIGTERM) no phone begins anything more; those at work come to their end, within ten seconds.

            EXAMPLES
              understudy fleet -n 100 --server http://127.0.0.1:8080 --insecure-http
              understudy fleet -n 10000 --server https://mdm.example.test --state fleet --enroll-rate 50 --hold 1h --html report.html
              understudy fleet -n 1000000 --shard 3/100 --server https://mdm.example.test --state shard-3 --report shard-3.json
              understudy fleet -n 500 --server https://127.0.0.1:8443 --poll 5s --sessions 20 --fail-if 'p99>2s' --junit limits.xml
            """)

    @OptionGroup(title: "Which fleet") var identity: FleetIdentityOptions
    @OptionGroup(title: "Who enrols") var user: FleetUserOptions
    @OptionGroup(title: "How it goes") var course: FleetCourseOptions
    @OptionGroup var keys: FleetKeyOptions
    @OptionGroup var answers: AnswerOptions
    @OptionGroup(title: "What is told") var reporting: FleetReportOptions
    @OptionGroup(title: "Network options") var network: NetworkOptions
    @OptionGroup var output: OutputOptions

    @Option(
        help: ArgumentHelp(
            "The folder that keeps the phones, for the next run; each shard has its own.", valueName: "folder"))
    var state: String?

    @Option(
        help: ArgumentHelp(
            "How phones behave, in groups with shares: a YAML file, as in Samples/fleet.",
            discussion: """
                A group has a name and a share; beside them device, login (user, others, none), answers (rules as with \
                --answers), late (2s), drop, forgetPIN, leave (chances) and comeBack (5m). It can be changed while the fleet \
                runs: PUT /scenario of the control API takes such a file.
                """,
            valueName: "file"))
    var scenario: String?

    @Option(
        help: ArgumentHelp(
            "The port of the control API, with /metrics for Prometheus; any that is free if not given. With --state only: "
                + "its token is kept there, in control.token.", valueName: "port"))
    var controlPort: Int?

    @Option(
        help: ArgumentHelp(
            "Who gives PIN reset tickets: embedded, granted, denied, or an address.", valueName: "service"))
    var pinResetService: ServiceChoice = .embedded

    func validate() throws {
        guard network.record == nil else {
            throw ValidationError("--record is for one phone; a fleet's messages would fill the disk")
        }
        if let controlPort {
            guard (0...65535).contains(controlPort) else {
                throw ValidationError("--control-port \(controlPort): a port is 0 to 65535")
            }
            guard state != nil else {
                throw ValidationError("--control-port: say with --state where the token is kept that opens it")
            }
        }
    }

    func run() async throws {
        try await output.reporting {
            let report = try await FleetProgram(self).run()
            return try reporting.finish(report, output)
        }
    }
}

/// How a run goes.
struct FleetCourseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Phones of the whole fleet that begin to enrol in a second; as many as may talk at once if not given.",
            valueName: "number"))
    var enrollRate: Double?

    @Option(
        help: ArgumentHelp("Each phone begins up to so much later than its turn, by chance.", valueName: "duration"))
    var jitter: FleetDuration?

    @Option(
        help: ArgumentHelp(
            "The time between sessions, in place of the server's poll schedule; 0s: one follows the other at once.",
            valueName: "duration"))
    var poll: FleetDuration?

    @Option(
        help: ArgumentHelp(
            "Each phone has so many sessions, the first one included; 1 if nothing is said.", valueName: "count"))
    var sessions: Int?

    @Option(
        help: ArgumentHelp(
            "Go on for so long when all have enrolled, such as 10m; ever: until somebody stops it.",
            valueName: "duration|ever"))
    var hold: FleetHold?

    @Option(help: ArgumentHelp("How many phones may talk to the server at once.", valueName: "number"))
    var maxConcurrency = 256

    @Option(
        help: ArgumentHelp(
            "An address of this machine that phones come from, once for each; they take turns.", valueName: "address"))
    var source: [String] = []

    func validate() throws {
        if let enrollRate, enrollRate <= 0 { throw ValidationError("--enroll-rate \(enrollRate): give more than 0") }
        guard (1...100_000).contains(maxConcurrency) else {
            throw ValidationError("--max-concurrency \(maxConcurrency): give 1 to 100000")
        }
        if let sessions, sessions < 1 { throw ValidationError("--sessions \(sessions): give 1 or more") }
        guard sessions == nil || hold == nil else { throw ValidationError("give one of --sessions and --hold") }
    }

    /// Refuses an address that no connection can come from.
    func checkSources() throws {
        for address in source where !TransportConfiguration.isOwn(address) {
            throw Failure.usage("--source \(address) is no address of this machine; `ip address` lists those it has")
        }
    }

    func tune(_ plan: inout FleetPlan) {
        plan.enrollmentRate = enrollRate
        plan.jitter = jitter?.duration ?? .zero
        plan.poll = poll?.duration
    }

    var whole: FleetSettings.Hold {
        switch hold {
        case .ever: .ever
        case .time(let time): .time(time)
        case nil: .sessions(sessions ?? 1)
        }
    }
}

/// A time as people write it.
struct FleetDuration: ExpressibleByArgument {
    var duration: Duration

    init?(argument: String) {
        guard let duration = Duration(written: argument) else { return nil }
        self.duration = duration
    }
}

enum FleetHold: ExpressibleByArgument {
    case ever
    case time(Duration)

    init?(argument: String) {
        if argument == "ever" {
            self = .ever
        } else if let duration = Duration(written: argument) {
            self = .time(duration)
        } else {
            return nil
        }
    }
}
