import Advice
import SimulatedPhone

/// What was found out about addresses that a run has met: a folder of payloads has the same slip in many files, and to find
/// what was meant is the dearest that there is to do for a command.
///
/// For one thread, one adviser and one phone.
final class AdviceMemory {
    private struct Question: Hashable {
        var address: String
        var purpose: AddressPurpose?
    }

    private var kept: [Question: AddressAdvice] = [:]
    /// So many addresses are kept; a run that has met more begins anew.
    private static let most = 4096

    func advice(
        _ address: String, for purpose: AddressPurpose?, by adviser: Adviser, on phone: Phone
    ) -> AddressAdvice {
        let question = Question(address: address, purpose: purpose)
        if let known = kept[question] { return known }
        let advice = adviser.address(address, on: phone, for: purpose)
        if kept.count >= Self.most { kept.removeAll() }
        kept[question] = advice
        return advice
    }
}
