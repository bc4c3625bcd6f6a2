import Checking
import Foundation
import Testing
import XML

@Suite("Reports of findings")
struct FindingReportTests {
    /// One error with a fix, one warning, a file that cannot be read as a payload and one that cannot be opened.
    private func report() throws -> CheckReport {
        let checker = try Bench.checker()
        let texts = [
            "a b.xml": "<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo/Mann</LocURI></Target></Item></Get>",
            "c.xml": "<Get><CmdID>1</CmdID><Item><Target><LocURI> ./DevInfo/Man</LocURI></Target></Item></Get>",
            "d.xml": "<Get>",
            "e.xml": "<Get><CmdID>1</CmdID><Item><Target><LocURI>./DevInfo/Man</LocURI></Target></Item></Get>",
        ]
        var files = texts.keys.sorted().map { checker.check(Array((texts[$0] ?? "").utf8), file: $0) }
        files.append(FileReport(file: "/gone: 100%,x", failure: "the file cannot be opened"))
        return CheckReport(files: files, version: "1.2.3", device: "lumia-950-1703")
    }

    @Test("As text: file, line, column, rule, one sentence")
    func text() throws {
        let lines = try report().files.flatMap(FindingText.lines)
        #expect(
            lines.first
                == "a b.xml:1:44: error unknown-path: Get ./DevInfo/Mann gets 404: no description knows 'Mann' below "
                + "'DevInfo'; did you mean 'Man'?")
        #expect(lines[1] == "    fix: Write ./DevInfo/Man")
        #expect(lines.contains { $0.hasPrefix("c.xml:1:44: warning stray-blanks: ") })
        #expect(lines.contains { $0.hasPrefix("d.xml:1:") && $0.contains("error not-well-formed: ") })
        #expect(lines.last == "/gone: 100%,x: error: the file cannot be opened")
        #expect(try report().summary.hasPrefix("5 files: 2 errors and 1 warning, 1 file not read; "))
    }

    @Test("SARIF names a file of the folder that one is in without ./")
    func sarifHere() throws {
        let file = FileReport(file: "./below/a.xml", failure: "the file cannot be opened")
        let report = CheckReport(files: [file], version: "1.2.3", device: "lumia-950-1703")
        let text = String(decoding: try JSONEncoder().encode(SARIFLog(report)), as: UTF8.self)
        #expect(text.contains(#""uri":"below\/a.xml""#), "\(text)")
    }

    @Test("SARIF 2.1.0: rules that fired, results with regions and fixes, what could not be opened")
    func sarif() throws {
        let data = try JSONEncoder().encode(SARIFLog(try report()))
        let log = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        #expect(log["$schema"] is String)
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(rules.compactMap { $0["id"] as? String } == ["not-well-formed", "unknown-path", "stray-blanks"])
        let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
        #expect(invocation["executionSuccessful"] as? Bool == false)
        #expect((invocation["toolExecutionNotifications"] as? [Any])?.count == 1)
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.compactMap { $0["level"] as? String } == ["error", "warning", "error"])
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
            let location = try #require((result["locations"] as? [[String: Any]])?.first)
            let place = try #require(location["physicalLocation"] as? [String: Any])
            let region = try #require(place["region"] as? [String: Int])
            #expect(region.count == 4 && region.values.allSatisfy { $0 >= 1 })
            #expect((place["artifactLocation"] as? [String: String])?["uri"]?.contains(" ") == false)
        }
        let fix = try #require((results[0]["fixes"] as? [[String: Any]])?.first)
        let change = try #require((fix["artifactChanges"] as? [[String: Any]])?.first)
        let part = try #require((change["replacements"] as? [[String: Any]])?.first)
        #expect((part["insertedContent"] as? [String: String])?["text"] == "./DevInfo/Man")
        #expect((part["deletedRegion"] as? [String: Int])?["endColumn"] == 58)
        #expect(results[2]["fixes"] == nil)
    }

    @Test("JUnit: errors fail, warnings are skipped with all that they say; with --strict they fail too")
    func junit() throws {
        for isStrict in [false, true] {
            let root = try XMLElement.read(JUnitFindings(isStrict: isStrict).octets(try report()))
            let suites = root.all("testsuite")
            #expect(suites.map { $0.attribute("failures") } == ["1", isStrict ? "1" : "0", "1", "0", "0"])
            #expect(suites.map { $0.attribute("skipped") } == ["0", isStrict ? "0" : "1", "0", "0", "0"])
            #expect(suites.map { $0.attribute("errors") } == ["0", "0", "0", "0", "1"])
            for suite in suites {
                #expect(suite.attribute("tests") == String(suite.all("testcase").count))
            }
            let warning = try #require(suites[1].first("testcase"))
            #expect(warning.first(isStrict ? "failure" : "skipped")?.attribute("message")?.isEmpty == false)
            if !isStrict { #expect(warning.first("system-out")?.text.contains("stray-blanks") == true) }
            #expect(suites[3].first("testcase")?.elements.isEmpty == true)
        }
    }

    @Test("GitHub's commands, with what they cannot hold escaped")
    func github() throws {
        let lines = try report().files.flatMap(GitHubCommands.lines)
        #expect(
            lines.first?.hasPrefix(
                "::error title=understudy (unknown-path),file=a b.xml,line=1,col=44,endLine=1,endColumn=58::Get ")
                == true)
        #expect(lines[1].hasPrefix("::warning title=understudy (stray-blanks),file=c.xml,line=1,"))
        #expect(lines.last == "::error title=understudy,file=/gone%3A 100%25%2Cx::the file cannot be opened")
    }

    @Test("JSON has a verdict for each file")
    func json() throws {
        let data = try JSONEncoder().encode(FindingsDocument(try report()))
        let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let files = try #require(document["files"] as? [[String: Any]])
        #expect(
            files.compactMap { $0["verdict"] as? String } == [
                "refused", "worksWithWarnings", "unreadable", "works", "unreadable",
            ])
        #expect(document["errors"] as? Int == 2)
        #expect(document["warnings"] as? Int == 1)
    }
}
