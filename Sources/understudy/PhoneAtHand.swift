import Agent
import Foundation
import ManagementTree
import PINReset
import Session
import SimulatedPhone
import Store
import Transport

/// The phone that a command works on: from a state folder, or fresh.
struct PhoneAtHand {
    var phone: Phone
    var environment: PhoneEnvironment
    /// What is odd in the description files of `--ddf`.
    let oddities: [DDFOddity]
    /// Who gives PIN reset tickets.
    let pinResetService: any PINResetService
    /// nil for a fresh phone that is thrown away.
    let store: PhoneStore?
    /// The phone as it was before the command.
    private let original: Phone
    /// How the phone answers otherwise than it would.
    var rules = AnswerRules()
    /// From where the phone is lent, if another process runs it.
    private var lender: (control: ControlAtHand, loan: Loan)?

    /// Whether another process runs the phone.
    var isLent: Bool { lender != nil }

    /// Where a phone lives that a person uses without naming a folder (XDG base directories).
    static var personalFolder: String {
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["XDG_STATE_HOME"], !folder.isEmpty { return "\(folder)/understudy" }
        // The home that the environment names, as every shell and tool does, before the one of the user database.
        let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
        return home + "/.local/state/understudy"
    }

    /// What the help of a person's commands says about the phone that they use.
    static let personalNote = """
        What a person does at a phone needs one that stays: without --state it is the one in the folder understudy \
        of XDG_STATE_HOME (~/.local/state).
        """

    /// The phone of what a person does: the personal one where no folder is named, and then it says so.
    /// - Parameter making: whether a new phone is made where there is none.
    init(personal options: PhoneOptions, making: Bool = true) async throws {
        let folder = options.state ?? Self.personalFolder
        if !making { try Self.refuseEmpty(folder) }
        if options.state == nil { Console.error("understudy: using the phone in \(folder)") }
        try await self.init(options, folder: folder)
    }

    /// Refuses a folder without a phone, for what only looks at one that there is.
    private static func refuseEmpty(_ folder: String) throws {
        guard !StateFolder.holdsPhone(folder) else { return }
        throw Failure.state(
            "there is no phone in \(folder); look at the name, or enrol one there: understudy enroll --help")
    }

    /// Finds or makes the phone.
    /// - Parameters:
    ///   - folder: the state folder; nil for a phone that is thrown away.
    ///   - tellingOddities: whether people are told on standard error what is odd in description files.
    init(_ options: PhoneOptions, folder: String?, tellingOddities: Bool = true) async throws {
        let ddf = try DDFInput(options.ddf)
        if tellingOddities { ddf.tellOddities() }
        oddities = ddf.oddities
        let mounts = ddf.mounts
        let now = PhoneTime.now(options)
        if let folder {
            let opened = try await Self.open(folder)
            phone = try await Self.kept(in: opened.store, folder, options, mounts, now: now)
            store = opened.store
            opened.tellOthers(phone, in: folder)
        } else {
            let blueprint = try Self.blueprint(try Self.profile(options, kept: nil, folder: nil), mounts)
            store = nil
            phone = Phone(fresh: blueprint, seed: options.seed ?? 1, tenant: options.tenant, now: now)
        }
        environment = PhoneEnvironment(now: now, identities: .tlsLibrary)
        pinResetService = options.pinResetService.service(for: phone)
        if options.movesTime { phone.letJobsHappen(by: environment) }
        phone.lockIfIdle(now: now)
        original = phone
    }

    /// The phone of a command that needs no server: fresh where no folder is named, lent where another process runs it.
    /// - Parameters:
    ///   - rules: the command's own; those of a phone that is lent count behind them.
    ///   - making: whether a new phone is made in a folder that has none.
    static func offline(
        _ options: PhoneOptions, rules: [AnswerRule] = [], tellingOddities: Bool = true, making: Bool = true
    ) async throws -> PhoneAtHand {
        try options.pinResetService.refuseAddress()
        if let folder = options.state, !making { try refuseEmpty(folder) }
        guard let folder = options.state, let control = ControlAtHand.find(options) else {
            var hand = try await PhoneAtHand(options, folder: options.state, tellingOddities: tellingOddities)
            hand.rules = AnswerRules(rules, on: hand.phone)
            return hand
        }
        try refuseTime(options)
        let loan = try await control.ask { try await $0.lend() }
        var hand = try await PhoneAtHand(
            options, folder: loan.folder(in: folder), tellingOddities: tellingOddities)
        hand.lender = (control, loan)
        do {
            hand.rules = try loan.rules?.rules(behind: rules) ?? AnswerRules(rules, on: hand.phone)
        } catch {
            throw Failure.state(
                "the phone that runs has an answer rule that is none here: \(error); use the same version of understudy on "
                    + "both sides")
        }
        return hand
    }

    /// A phone that runs has the time of the process that runs it.
    static func refuseTime(_ options: PhoneOptions) throws {
        guard !options.movesTime else {
            throw Failure.usage("--at and --after are for a phone that neither runs nor talks to a server")
        }
    }

    /// Keeps the phone as it is now, before anybody is told what became of it; nothing for one that is thrown away.
    func save() async throws {
        guard let store else { return }
        try await Self.translating { () async throws(StoreError) in try await store.save(phone) }
        if let lender, isChanged { try await lender.control.ask { try await $0.keep(lender.loan) } }
    }

    /// Whether the phone is another than the one that the command began with.
    private var isChanged: Bool { !phone.differences(from: original).isEmpty }

    /// Gives a phone back that was lent, and says where a change is lost.
    func finish() async {
        if store == nil, isChanged {
            Console.error("understudy: this phone is thrown away now; --state FOLDER keeps one")
        }
        // The copy goes when the phone stops, if not now.
        guard let lender else { return }
        let loan = Loan(name: lender.loan.name, rules: LentRules(rules))
        try? await lender.control.ask { try await $0.end(loan) }
    }
}

extension Phone {
    /// Lets the jobs begin and end that are due by a time that somebody names, each when it is due.
    fileprivate mutating func letJobsHappen(by environment: PhoneEnvironment) {
        guard let first = jobs.map(\.due).min(), first <= environment.now else { return }
        letTimePass(from: first, to: environment)
    }
}
