import Advice
import ManagementTree
import Notation
import PINReset
import Session
import SimulatedPhone
import SyncML

/// A fresh phone with whom to ask about it.
struct Sample {
    let phone: Phone
    let adviser: Adviser
    let environment = PhoneEnvironment(now: Instant(seconds: 1_493_078_400))

    init(_ profile: PhoneProfile = .lumia950, adding files: Mount...) throws {
        let blueprint = try Blueprint(profile: profile, files: files)
        phone = Phone(fresh: blueprint, seed: 1, now: environment.now)
        adviser = Adviser(blueprint)
    }

    private init(_ phone: Phone, _ adviser: Adviser) {
        self.phone = phone
        self.adviser = adviser
    }

    /// The tenant that the phone is joined to.
    static let tenant = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"

    /// The phone after some commands.
    func after(_ commands: String) throws -> Sample {
        let reply = try answer("<SyncBody>\(commands)</SyncBody>")
        let blueprint = reply.phone.blueprint
        return Sample(reply.phone, blueprint === adviser.blueprint ? adviser : Adviser(blueprint))
    }

    func advice(_ address: String) -> AddressAdvice { adviser.address(address, on: phone) }

    /// The answer to a text, as `apply` would give it.
    func answer(_ text: String) throws -> Reply {
        var message = try MessageReader().read(Array(text.utf8)).message
        message.numberCommands()
        return answer(message)
    }

    /// The answer to a message, with all tickets that it needs.
    func answer(_ message: Message) -> Reply {
        var environment = environment
        while true {
            let reply = ReplyBuilder.reply(to: message, phone: phone, environment)
            guard case .pinResetTicket(let request) = reply.need else { return reply }
            environment.outside.add(
                Result { () throws(PINResetRefusal) in try GrantingPINResetService().ticket(for: request) },
                for: request)
        }
    }

    /// What each command on a node would get.
    func commands(_ address: String) async -> [CommandAdvice] {
        guard let node = adviser.node(address, in: phone, environment),
            let trial = CommandTrial(on: node, of: phone, answering: { answer($0) })
        else { return [] }
        return await trial.all()
    }
}
