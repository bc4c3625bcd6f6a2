import ArgumentParser
import SimulatedPhone

/// `set-pin`: a person sets or changes the PIN.
struct SetPINCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set-pin",
        abstract: "Set the phone's PIN, as a person does in its settings.",
        discussion: """
            The phone must be unlocked and the PIN must satisfy the policies in force. Without --state the phone in \
            the personal state folder is meant.

            EXAMPLES
              understudy set-pin --pin 271828
            """)

    @Option(help: "The new PIN.")
    var pin: String

    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() throws {
        try Failure.reported {
            var hand = try PhoneAtHand(options, folder: options.state ?? PhoneAtHand.personalFolder)
            do {
                try hand.phone.setPIN(PIN(pin), now: hand.environment.now)
            } catch let error as PINError {
                Console.error("understudy: \(error)")
                throw ExitCode(1)
            }
            try hand.save()
            Console.print("The PIN is set.")
        }
    }
}

/// `lock`: a person presses the power button.
struct LockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock",
        abstract: "Lock the phone, as a person does with the power button.",
        discussion: """
            Exits with 1 where the phone has no PIN, because it cannot be locked then.

            EXAMPLES
              understudy lock --state phone
            """)

    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() throws {
        try Failure.reported {
            var hand = try PhoneAtHand(options, folder: options.state ?? PhoneAtHand.personalFolder)
            guard hand.phone.lock() else {
                Console.error("understudy: the phone has no PIN, so it cannot be locked; set one with set-pin")
                throw ExitCode(1)
            }
            try hand.save()
            Console.print("The phone is locked.")
        }
    }
}

/// `unlock`: a person types a PIN.
struct UnlockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlock",
        abstract: "Type a PIN; the exit code is 0 if the phone opens and 1 if not.",
        discussion: """
            A wrong PIN counts: where a policy says so, the phone is wiped after too many.

            EXAMPLES
              understudy unlock --pin 271828 --state phone
            """)

    @Option(help: "The PIN to try.")
    var pin: String

    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func run() throws {
        try Failure.reported {
            var hand = try PhoneAtHand(options, folder: options.state ?? PhoneAtHand.personalFolder)
            let outcome = hand.phone.unlock(with: PIN(pin), now: hand.environment.now)
            try hand.save()
            guard outcome.isOpen else {
                Console.error("understudy: \(outcome)")
                throw ExitCode(1)
            }
            Console.print("\(outcome)")
        }
    }
}
