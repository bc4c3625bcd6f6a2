import JSON
import Wire

/// The answer rules of a phone that runs.
extension ControlRoutes {
    static let answerRules = [answers, addAnswer, removeAnswer]

    package static let answers = ControlOperation(
        method: .get, path: "/answers", name: "answers",
        summary: "The rules by which the phone answers otherwise than it would, in the order in which they count.",
        answer: .json(.list(.named("AnswerRuleReport"))),
        handle: { (handlers, _) async throws(ControlError) in await handlers.answers() })

    package static let addAnswer = ControlOperation(
        method: .post, path: "/answers", name: "addAnswer",
        summary: "Add a rule in front of the others, so that it counts at once. It is forgotten when the phone stops.",
        request: "AnswerRule", answer: .json(.named("AnswerRuleReport")), failures: [.badRequest],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.addAnswer(request) })

    package static let removeAnswer = ControlOperation(
        method: .delete, path: "/answers", name: "removeAnswer",
        summary: "Take a rule away, or all; the answer tells those that are left.",
        parameters: [.init(name: "id", schema: .integer, note: "The rule's number; all rules if not given.")],
        answer: .json(.list(.named("AnswerRuleReport"))), failures: [.badRequest, .unknownRule],
        handle: { (handlers, request) async throws(ControlError) in try await handlers.removeAnswer(request) })
}
