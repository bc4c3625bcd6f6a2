import Agent
import ArgumentParser
import SimulatedPhone

/// `set-pin`: a person sets or changes the PIN.
struct SetPINCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-pin",
        abstract: "Set the phone's PIN, as a person does in its settings.",
        discussion: """
            The phone must be unlocked and the PIN must satisfy the policies in force. \(PhoneAtHand.personalNote)

            EXAMPLES
              understudy set-pin --pin 271828
              understudy set-pin --pin-file pin.txt
            """)

    @OptionGroup var typed: PINOptions

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() async throws {
        let typed = typed
        try await PersonAction.run(options, output, control: { try await $0.setPIN(typed.read()) }) {
            phone, environment in
            do {
                try phone.setPIN(PIN(typed.read()), now: environment.now)
            } catch {
                return (false, "\(error)")
            }
            return (true, "The PIN is set.")
        }
    }
}

/// `lock`: a person presses the power button.
struct LockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock",
        abstract: "Lock the phone, as a person does with the power button.",
        discussion: """
            Exits with 1 where the phone has no PIN, because it cannot be locked then. \(PhoneAtHand.personalNote)

            EXAMPLES
              understudy lock --state phone
            """)

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() async throws {
        try await PersonAction.run(options, output, control: { try await $0.lock() }) { phone, _ in
            phone.lock()
                ? (true, "The phone is locked.")
                : (false, "the phone has no PIN, so it cannot be locked; set one with set-pin")
        }
    }
}

/// `unlock`: a person types a PIN.
struct UnlockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Type a PIN; the exit code is 0 if the phone opens and 1 if not.",
        discussion: """
            A wrong PIN on a locked phone counts: where a policy says so, the phone is wiped after too many. \
            \(PhoneAtHand.personalNote)

            EXAMPLES
              understudy unlock --pin 271828 --state phone
            """)

    @OptionGroup var typed: PINOptions

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() async throws {
        let typed = typed
        try await PersonAction.run(options, output, control: { try await $0.unlock(pin: typed.read()) }) {
            phone, environment in
            let outcome = phone.unlock(with: PIN(try typed.read()), now: environment.now)
            return (outcome.isOpen, "\(outcome)")
        }
    }
}

/// `wipe`: a person resets the phone.
struct WipeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wipe",
        abstract: "Reset the phone to the state of the factory, as a person does in its settings.",
        discussion: """
            Everything goes but what the device itself is: PIN, policies, certificates, the account with a server, the \
            join to Azure AD. No server is told. It is the way out for a joined phone, which cannot leave its server. \
            \(PhoneAtHand.personalNote)

            EXAMPLES
              understudy wipe --state phone
            """)

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() async throws {
        try await PersonAction.run(options, output, control: { try await $0.wipe() }) { phone, environment in
            phone.reset(now: environment.now)
            return (true, "The phone is as it came from the factory.")
        }
    }
}

/// What a person's commands have in common: the phone is the one that `run` holds, or the one in the state folder.
private enum PersonAction {
    /// - Parameter act: does it on a phone and says whether it is done, and what a person sees.
    static func run(
        _ options: PhoneOptions, _ output: OutputOptions,
        control: (ControlClient) async throws -> PersonReply,
        _ act: (inout Phone, PhoneEnvironment) throws -> (isDone: Bool, message: String)
    ) async throws {
        try await output.reporting {
            if let running = ControlAtHand.find(options) {
                try PhoneAtHand.refuseTime(options)
                return try await running.ask(control).result(output)
            }
            var hand = try await PhoneAtHand(personal: options)
            let (isDone, message) = try act(&hand.phone, hand.environment)
            // A wrong PIN changes the phone as well.
            try await hand.save()
            return PersonReply(isDone: isDone, message: message, phone: hand.phone).result(output)
        }
    }
}
