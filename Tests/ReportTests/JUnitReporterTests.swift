import Captures
import Testing
import XML

struct JUnitReporterTests {
    private static func suites() throws -> [XMLElement] {
        let text = Turns.report(by: JUnitReporter())
        return try XMLElement.read(Array(text.utf8)).all("testsuite")
    }

    @Test func `each turn is a suite with a case for each command, whose counts are right`() throws {
        let suites = try Self.suites()
        #expect(suites.count == 7)
        for suite in suites {
            let cases = suite.all("testcase")
            #expect(suite.attribute("tests") == String(cases.count))
            #expect(suite.attribute("failures") == String(cases.count { $0.first("failure") != nil }))
            #expect(suite.attribute("skipped") == String(cases.count { $0.first("skipped") != nil }))
            #expect(cases.allSatisfy { $0.attribute("classname") == suite.attribute("name") })
        }
        #expect(suites.first?.attribute("name") == "session 1 (SessionID 5), turn 1")
        #expect(
            suites.first?.all("testcase").map { $0.attribute("name") } == [
                "Get \(Turns.version) (CmdID 4)", "Replace \(Turns.camera) (CmdID 5)",
            ])
    }

    @Test func `a difference fails the case of its command, with the rule behind it`() throws {
        let failing = try Self.suites().flatMap { $0.all("testcase") }.filter { $0.first("failure") != nil }
        #expect(
            failing.map { $0.attribute("name") } == [
                "Replace \(Turns.camera) (CmdID 5)", "Get \(Turns.version) (CmdID 4)",
                "Replace \(Turns.camera) (CmdID 5)",
                "order: Alert",
            ])
        let first = try #require(failing.first?.first("failure"))
        #expect(first.attribute("message") == "status: status 500 where 200 was recorded")
        #expect(first.text.hasSuffix("rule: \(Turns.camera) takes 0 and 1 only"))
        let missing = try #require(failing[2].first("failure"))
        #expect(missing.text.hasSuffix("nearest: Replace 6: its CmdRef is 6 where 5 was recorded"))
    }

    @Test func `what could not be compared is skipped, and what the capture has lost is an error`() throws {
        let suites = try Self.suites()
        let lost = try #require(suites.first { $0.attribute("name") == "capture" })
        #expect(lost.first("testcase")?.attribute("name") == "flows.mitm, answer of flow 9")
        #expect(lost.first("testcase")?.first("error")?.attribute("message") == "the message ends <early>")
        #expect(suites.last?.all("testcase").allSatisfy { $0.first("skipped") != nil } == true)
    }

    @Test func `a replay that could not go on is an error, and the document is whole`() throws {
        let text = Turns.report(by: JUnitReporter(), [Turns.turn(1)], failure: "b.har, entry 2: it ends <early>")
        let last = try #require(try XMLElement.read(Array(text.utf8)).all("testsuite").last)
        #expect(last.attribute("errors") == "1")
        #expect(last.first("testcase")?.first("error")?.attribute("message") == "b.har, entry 2: it ends <early>")
    }
}
