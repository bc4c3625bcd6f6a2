import ArgumentParser
import SimulatedPhone

/// `set-pin`: a person sets or changes the PIN.
struct SetPINCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-pin",
        abstract: "Set the phone's PIN, as a person does in its settings.",
        discussion: """
            The phone must be unlocked and the PIN must satisfy the policies in force. \(PhoneAtHand.personalNote)

            EXAMPLES
              understudy set-pin --pin 271828
            """)

    @Option(help: "The new PIN.")
    var pin: String

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() throws {
        try Failure.reported {
            var hand = try PhoneAtHand(personal: options)
            do {
                try hand.phone.setPIN(PIN(pin), now: hand.environment.now)
            } catch let error as PINError {
                throw try PersonOutcome(hand.phone, isDone: false, "\(error)").told(output)
            }
            try hand.save()
            _ = try PersonOutcome(hand.phone, isDone: true, "The PIN is set.").told(output)
        }
    }
}

/// `lock`: a person presses the power button.
struct LockCommand: ParsableCommand {
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

    func run() throws {
        try Failure.reported {
            var hand = try PhoneAtHand(personal: options)
            guard hand.phone.lock() else {
                let reason = "the phone has no PIN, so it cannot be locked; set one with set-pin"
                throw try PersonOutcome(hand.phone, isDone: false, reason).told(output)
            }
            try hand.save()
            _ = try PersonOutcome(hand.phone, isDone: true, "The phone is locked.").told(output)
        }
    }
}

/// `unlock`: a person types a PIN.
struct UnlockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Type a PIN; the exit code is 0 if the phone opens and 1 if not.",
        discussion: """
            A wrong PIN on a locked phone counts: where a policy says so, the phone is wiped after too many. \
            \(PhoneAtHand.personalNote)

            EXAMPLES
              understudy unlock --pin 271828 --state phone
            """)

    @Option(help: "The PIN to try.")
    var pin: String

    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() throws {
        try Failure.reported {
            var hand = try PhoneAtHand(personal: options)
            let outcome = hand.phone.unlock(with: PIN(pin), now: hand.environment.now)
            try hand.save()
            let told = try PersonOutcome(hand.phone, isDone: outcome.isOpen, "\(outcome)").told(output)
            guard outcome.isOpen else { throw told }
        }
    }
}

/// What came of what a person did, as `--json` prints it.
private struct PersonOutcome: Encodable {
    var isDone: Bool
    var message: String
    var isLocked: Bool

    init(_ phone: Phone, isDone: Bool, _ message: String) {
        self.isDone = isDone
        self.message = message
        isLocked = phone.lockScreen.isLocked
    }

    /// Tells it, and gives the exit code that says the same.
    func told(_ output: OutputOptions) throws -> ExitCode {
        if output.json {
            try Console.json(self)
        } else if isDone {
            Console.print(message)
        } else {
            Console.error("understudy: \(message)")
        }
        return isDone ? .success : ExitCode(1)
    }
}
