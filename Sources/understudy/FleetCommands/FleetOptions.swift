import Agent
import ArgumentParser
import Certificates
import Enrollment
import Fleet
import Foundation
import Notation
import SimulatedPhone
import Synchronization
import Wire

/// The options that say which fleet it is: the same for each of its shards, and for each run of them.
struct FleetIdentityOptions: ParsableArguments {
    @Option(
        name: [.customShort("n"), .long],
        help: ArgumentHelp("How many phones the whole fleet has.", valueName: "number"))
    var phones: Int

    @Option(
        help: ArgumentHelp(
            "The server: its address alone, or that of its discovery service.", valueName: "url"))
    var server: String

    @Option(
        help: ArgumentHelp(
            "Which part of the fleet this is, from 1 on, and of how many, such as 2/4.",
            discussion: """
                The count is always given: what a scheduler tells a task of it is another where the task is started again. \
                Parts share nothing; each has a state folder of its own.
                """,
            valueName: "k/n"))
    var shard = FleetShard.whole

    @Option(help: ArgumentHelp("Ids, PINs and chances of all phones follow from this number.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("The phone model and build: a name, or a file.", valueName: "profile"))
    var device = PhoneProfile.lumia950.name

    @Option(
        help: ArgumentHelp(
            "The Azure AD directory that the phones are joined to, a GUID; the profile's if not given.",
            valueName: "guid"))
    var tenant: String?

    func validate() throws {
        guard (1...100_000_000).contains(phones) else { throw ValidationError("-n \(phones): give 1 to 100000000") }
        guard WebAddress(server) != nil else {
            throw ValidationError("--server \(server) is no address; write it as https://mdm.example.test")
        }
        if let tenant, UUID(uuidString: tenant) == nil {
            throw ValidationError("--tenant \(tenant) is not a GUID; write it as 7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913")
        }
    }

    var owner: FleetFolder.Owner {
        FleetFolder.Owner(
            fleet: FleetIdentity(phones: phones, seed: seed, shards: shard.count, server: server, device: device),
            shard: shard)
    }

    var plan: FleetPlan {
        var plan = FleetPlan(phones: phones)
        plan.shard = shard
        plan.seed = seed
        return plan
    }

    /// Where discovery begins.
    var discoveryURL: String {
        guard let address = WebAddress(server), ["", "/"].contains(address.rest) else { return server }
        return (server.hasSuffix("/") ? String(server.dropLast()) : server) + "/EnrollmentServer/Discovery.svc"
    }

}

/// What the phones of each profile share, made once.
final class FleetBlueprints: Sendable {
    private let made = Mutex<[String: Blueprint]>([:])

    /// - Parameter device: the name of a profile, or a file.
    func named(_ device: String) throws -> Blueprint {
        if let known = made.withLock({ $0[device] }) { return known }
        var profile = try ProfileFile.read(device)
        // A phone that only its profile calls enrolled would not be one of this server's.
        profile.enrolled = nil
        do {
            let new = try Blueprint(profile: profile, isOfFleet: true)
            made.withLock { $0[device] = new }
            return new
        } catch {
            throw Failure.data("the profile \(device): \(error)")
        }
    }

    /// That of a phone that was kept; nil for a profile that this program cannot use.
    func of(_ profile: PhoneProfile) -> Blueprint? {
        made.withLock { made in
            if let known = made.values.first(where: { $0.profile == profile }) { return known }
            let new = try? Blueprint(profile: profile, isOfFleet: true)
            // A name that no option can have.
            made["kept \(made.count): \(profile.name)"] = new
            return new
        }
    }
}

extension FleetShard: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

/// Who enrols the phones.
struct FleetUserOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Who enrols: {n} stands for the phone's number.", valueName: "upn"))
    var user = "phone{n}@fleet.example"

    @OptionGroup var credential: CredentialOptions

    func validate() throws {
        guard user.contains("@") else { throw ValidationError("--user \(user): write it as phone{n}@fleet.example") }
    }

    private static let usualPassword = "understudy"

    /// What a person says who enrols a phone, by its number.
    func orders(
        _ discoveryURL: String, _ network: NetworkOptions, _ keyType: KeyType
    ) throws -> @Sendable (Int) -> EnrollmentOrder {
        let given = try credential.read(of: user)
        let (template, isOpen, isUndecoded) = (user, network.insecureHTTP, network.undecodedNonce ?? false)
        return { number in
            let name = template.replacing("{n}", with: "\(number)")
            var shown = given ?? .password(user: name, password: Self.usualPassword)
            if case .password(_, let password) = shown { shown = .password(user: name, password: password) }
            var order = EnrollmentOrder(discoveryURL: discoveryURL, user: name, credential: shown)
            order.allowsInsecureHTTP = isOpen
            order.usesNonceUndecoded = isUndecoded
            order.keyType = keyType
            return order
        }
    }
}

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
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            try write(file, Array(try encoder.encode(report)) + [0x0A])
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
