import Agent
import Notation
import PINReset
import Session
import SimulatedPhone
import SyncML
import Testing

@Suite("Time that an answer rule has a phone take where nothing is sent")
struct LentTimeTests {
    @Test("It passes for a phone at hand, and not for one that another process runs", arguments: [false, true])
    func time(isLent: Bool) async throws {
        var form = AnswerRuleForm(on: "get ./DevInfo/Mod")
        form.after = "90m"
        let phone = try Sample.phone()
        let rules = AnswerRules([try AnswerRule(form, source: "rules.yaml:1")], on: phone)
        let get = AccessCommand(.get, id: "1", items: [Item(target: "./DevInfo/Mod")])
        var environment = PhoneEnvironment(now: Sample.now)
        let reply = await ReplyBuilder.reply(
            to: Message(commands: [.access(get)]), phone: phone, &environment, rules: rules, isLent: isLent,
            asking: GrantingPINResetService())
        #expect(environment.now == Sample.now.adding(seconds: isLent ? 0 : 90 * 60))
        #expect(reply.answer.isSuccess && reply.rules.entries.map(\.uses) == [1])
        let told = reply.answer.ruleUses.map(\.description)
        #expect(told.count == 1 && told[0].contains("after 90m"))
        #expect(told[0].contains("which does not pass") == isLent, "\(told)")
    }
}
