package import Administration
internal import Advice
package import Conversations

/// What an administrator sees of the messages of a device.
extension LabTenancy {
    /// Answers what is asked of a device's conversation. That secrets were shown is noted before they are.
    /// - Parameter actor: who asks.
    /// - Throws: `ConversationRefusal` for what there is not, `AdministrationError` where it cannot be noted.
    package func answer(
        _ part: ConversationQuestion.Part, _ query: [String: String], of device: ObjectID, for actor: String,
        _ management: LabManagement
    ) async throws -> ConversationAnswer {
        guard let name = await current()?.devices[device]?.managementName else {
            throw ConversationRefusal(.unknown, "no device \(device) is managed here")
        }
        // Why a phone gave a status it tells nobody; what the status means can be known.
        let interpreter = part == .message ? StatusInterpreter(tenant: tenant.rawValue) : nil
        let question = ConversationQuestion(part, query: query, searchesSecrets: false, interpreter: interpreter)
        // Of a device that has said nothing lately there is nothing to tell.
        let log = await management.conversation(of: name) ?? ConversationLog()
        let answer = try question.answer(from: log)
        if let secrets = question.secretsOf {
            let occasion = occasion(actor)
            try await change { tenant throws(AdministrationError) in
                tenant.auditShownSecrets(of: device, in: secrets, occasion)
            }
        }
        return answer
    }
}
