import Advice
import Agent
import ArgumentParser
import ManagementTree
import Session
import SimulatedPhone
import SyncML

/// `explain`: what is known of a node, an address, a status, a number of Windows.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Tell what a node is and what each command on it would get, or what a status or number means.",
        discussion: """
            Of an address: what the node is, what Get, Add, Replace, Delete, Exec and Copy would get on this phone now \
            and why, with one whole message for each that would work, ready for apply or for a server of yours. An \
            address that no node has is told with where it parts from what there is, and with what was probably meant. \
            Of a status, an alert, a number of Windows or a rule: what it means and what to do.

            EXAMPLES
              understudy explain ./Vendor/MSFT/Policy/Config/DeviceLock/DevicePasswordEnabled
              understudy explain './Vendor/MSFT/PassportForWork/*tenant ID*/Policies/EnablePinRecovery'
              understudy explain PassportForWork --depth 3
              understudy explain ./Vendor/MSFT/RemoteLock/Lock --example exec | understudy apply - --explain
              understudy explain --search pin recovery
              understudy explain 418 0x87D101A2 -2016345694
              understudy explain unknown-path        (a rule of check; `rules` lists them)
            """)

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp(
            "Addresses of nodes, names of CSPs, statuses, numbers of Windows, rules.", valueName: "subject"))
    var subjects: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Find the nodes that have all these words in name, address or description.", valueName: "word"))
    var search: [String] = []

    @Option(help: ArgumentHelp("How many levels of the nodes below are listed.", valueName: "number"))
    var depth = 1

    @Option(
        help: ArgumentHelp(
            "Print nothing but the message of one command that would work: get, add, replace, delete, exec.",
            valueName: "command"))
    var example: ExampleVerb?

    enum ExampleVerb: String, ExpressibleByArgument, CaseIterable {
        case get, add, replace, delete, exec
    }

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    /// Where the pages of subjects without an address are looked for by their names, one source after the other.
    static let pages: [@Sendable (String) -> AdvicePage?] = [NumberPages.page, RulePage.page]

    /// The subjects without the -- that may stand before those that begin with -.
    private var named: [String] {
        guard let end = subjects.firstIndex(of: "--") else { return subjects }
        return Array(subjects[..<end] + subjects[(end + 1)...])
    }

    private static func page(_ subject: String) -> AdvicePage? { pages.lazy.compactMap { $0(subject) }.first }

    func validate() throws {
        let options = subjects.prefix { $0 != "--" }
        if let option = options.first(where: { $0.hasPrefix("-") && !NumberPages.isNumber($0) }) {
            throw ValidationError("Unknown option '\(option)'")
        }
        guard !named.isEmpty || !search.isEmpty else {
            throw ValidationError("name an address, a status or a number, or give --search words")
        }
        if example != nil {
            guard search.isEmpty else {
                throw ValidationError("--example is for addresses; take one that --search finds")
            }
            if let page = named.first(where: { Self.page($0) != nil || NumberPages.isNumber($0) }) {
                throw ValidationError("--example is for addresses, and \(page) is none")
            }
        }
        guard (0...64).contains(depth) else { throw ValidationError("--depth \(depth): give 0 to 64") }
    }

    func run() async throws {
        try await output.reporting {
            var told = ExplainedSubjects(isSilent: output.json || example != nil)
            var rest: [String] = []
            for subject in named {
                if let page = Self.page(subject) {
                    told.add(page)
                } else if let rule = RulePage.nearest(subject) {
                    told.fail("\(subject): there is no such rule; did you mean \(rule)?")
                } else if NumberPages.isNumber(subject) {
                    told.fail("\(subject): no status, alert or number of Windows is known by that")
                } else {
                    rest.append(subject)
                }
            }
            guard !rest.isEmpty || !search.isEmpty else { return told.result(isEnrolled: nil) }
            let hand = try await PhoneAtHand.offline(options, making: false)
            let adviser = Adviser(hand.phone.blueprint)
            for subject in rest { await explain(subject, adviser, hand, &told) }
            if !search.isEmpty { told.add(adviser.search(search), of: search) }
            await hand.finish()
            return told.result(isEnrolled: hand.phone.enrolled != nil)
        }
    }

    private func explain(
        _ subject: String, _ adviser: Adviser, _ hand: PhoneAtHand, _ told: inout ExplainedSubjects
    ) async {
        let advice = address(subject, adviser, hand.phone)
        guard
            let node = adviser.node(advice.meant, in: hand.phone, hand.environment, depth: depth),
            let trial = CommandTrial(
                on: node, of: hand.phone,
                answering: { message in
                    var environment = hand.environment
                    return await ReplyBuilder.reply(
                        to: message, phone: hand.phone, &environment, asking: hand.pinResetService)
                })
        else { return told.add(advice) }
        let commands = await trial.all()
        told.add(ExplainedNode(node: node, commands: commands, address: advice))
        guard let example else { return }
        guard let command = commands.first(where: { $0.command.lowercased() == example.rawValue }) else { return }
        told.print(command, of: node)
    }

    /// A word alone is the name of a CSP where there is one.
    private func address(_ subject: String, _ adviser: Adviser, _ phone: Phone) -> AddressAdvice {
        if let csp = ConfigurationServiceProvider.named(subject) {
            return adviser.address(csp.address.description, on: phone)
        }
        let advice = adviser.address(subject, on: phone)
        guard !advice.isKnown, !subject.contains("/"), !subject.contains("\\") else { return advice }
        let csp = adviser.address("./Vendor/MSFT/\(subject)", on: phone)
        let isMeant = csp.isKnown || !csp.remarks.isEmpty || csp.suggestions.first?.isCertain == true
        return isMeant ? csp : advice
    }
}
