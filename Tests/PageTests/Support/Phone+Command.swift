import Notation
import Session
import SimulatedPhone
import SyncML

extension Phone {
    /// Runs a command as a server's, for what a test begins with.
    mutating func run(_ command: AccessCommand) {
        self =
            ReplyBuilder.reply(
                to: Message(commands: [.access(command)]), phone: self,
                PhoneEnvironment(now: Instant(seconds: 1_500_000_000))
            ).phone
    }
}
