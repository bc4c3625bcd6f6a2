import Advice
import PINReset
import Session
import SimulatedPhone
import SyncML

/// A phone that is thrown away after each payload, and what it needs from outside.
struct PayloadRunner {
    let phone: Phone
    let environment: PhoneEnvironment
    let service: any ImmediatePINResetService
    /// Knows the addresses that were probably meant.
    let adviser: Adviser
    /// What it has said.
    private let memory = AdviceMemory()

    init(
        phone: Phone, environment: PhoneEnvironment, service: any ImmediatePINResetService, adviser: Adviser
    ) {
        self.phone = phone
        self.environment = environment
        self.service = service
        self.adviser = adviser
    }

    /// What is to be said of an address.
    /// - Parameter other: who knows the addresses where an ADMX file has brought some.
    func advice(_ address: String, for purpose: AddressPurpose?, asking other: Adviser) -> AddressAdvice {
        guard other === adviser else { return other.address(address, on: phone, for: purpose) }
        return memory.advice(address, for: purpose, by: adviser, on: phone)
    }

    /// The reply to a message. What the phone asks of others is answered at once.
    func reply(to message: Message, on phone: Phone) -> Reply {
        var environment = environment
        while true {
            let reply = ReplyBuilder.reply(to: message, phone: phone, environment)
            guard let need = reply.need else { return reply }
            switch need {
            case .pinResetTicket(let request): environment.outside.add(answer(request), for: request)
            case .time: environment.outside.addTime()
            }
        }
    }

    private func answer(_ request: PINResetTicketRequest) -> Result<PINResetTicket, PINResetRefusal> {
        do {
            return .success(try service.ticket(for: request))
        } catch {
            return .failure(error)
        }
    }
}
