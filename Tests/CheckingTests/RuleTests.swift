import Checking
import SimulatedPhone
import Testing

@Suite("Rules")
struct RuleTests {
    @Test(
        "A rule finds something in the payload that breaks it, and nothing in the one that does not",
        arguments: Rule.all.map(\.id))
    func payloads(_ id: String) throws {
        let rule = try #require(Rule.named(id))
        let checker = try Bench.checker(for: rule.stage)
        let broken = checker.check(rule.broken.octets, file: "broken")
        #expect(broken.rules.contains(rule.id), "\(broken.findings)")
        let sound = checker.check(rule.sound.octets, file: "sound")
        #expect(!sound.rules.contains(rule.id), "\(sound.findings)")
        #expect(sound.findings.allSatisfy { $0.severity == .warning }, "\(sound.findings)")
    }

    @Test("A finding has the severity of its rule, but for what is refused", arguments: Rule.all.map(\.id))
    func severities(_ id: String) throws {
        let rule = try #require(Rule.named(id))
        let checker = try Bench.checker(for: rule.stage)
        for finding in checker.check(rule.broken.octets, file: "broken").findings where finding.rule == rule {
            #expect(finding.severity == rule.severity || finding.severity == .error)
            #expect(!finding.message.isEmpty && !finding.message.contains("\n"))
        }
    }

    @Test(
        "What can be mended without a doubt is gone when it is mended, and nothing new comes",
        arguments: Rule.all.map(\.id))
    func fixes(_ id: String) throws {
        let rule = try #require(Rule.named(id))
        let checker = try Bench.checker(for: rule.stage)
        let before = checker.check(rule.broken.octets, file: "broken")
        let mended = Fix.apply(before.findings.compactMap(\.fix), to: rule.broken.octets)
        guard mended.count > 0 else { return }
        let after = checker.check(mended.octets, file: "mended")
        #expect(after.findings.count <= before.findings.count - mended.count, "\(after.findings)")
        #expect(Set(after.rules).isSubset(of: before.rules), "\(after.findings)")
    }

    @Test("Ids are in lower case with hyphens, each once; pages say something")
    func ids() {
        #expect(Set(Rule.all.map(\.id)).count == Rule.all.count)
        for rule in Rule.all {
            #expect(rule.id.wholeMatch(of: #/[a-z]+(-[a-z]+)*/#) != nil, "\(rule.id)")
            for text in [rule.page.meaning, rule.page.reason, rule.page.remedy] {
                #expect(text.hasSuffix(".") && text.count > 15, "\(rule.id): \(text)")
            }
            #expect(!rule.title.hasSuffix("."))
            #expect(Rule.named(rule.id.uppercased()) == rule)
        }
        #expect(Rule.named("no-such-rule") == nil)
    }

    @Test("The severities of the issue: what fails is an error, what works a warning")
    func kinds() throws {
        let errors = ["unknown-path", "wrong-format", "value-not-allowed", "get-in-atomic", "not-well-formed"]
        let warnings = [
            "other-tenant", "device-lock-off", "seconds-for-minutes", "stray-blanks", "meta-without-namespace", "cdata",
            "missing-cmdid", "escaped-twice", "add-not-repeatable", "taken-away", "ignored-by-edition",
        ]
        for id in errors { #expect(try #require(Rule.named(id)).severity == .error) }
        for id in warnings { #expect(try #require(Rule.named(id)).severity == .warning) }
    }
}
