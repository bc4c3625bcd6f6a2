import Foundation
import Testing

/// The story of a reset passcode, told by the built program.
@Suite("demo", .serialized, .timeLimit(.minutes(30)))
struct DemoTests {
    @Test("The story ends with a passcode that opened the phone, told step by step, and leaves nothing behind")
    func story() throws {
        try Understudy.with { understudy in
            let told = try understudy("demo")
            #expect(told.code == 0 && told.errors.isEmpty, "\(told.errors)")
            let lines = told.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let steps = lines.compactMap { $0.wholeMatch(of: #/ ?(\d+) ([a-z]+(?: PIN)?) +(.+)/#) }
            #expect(steps.map { Int($0.1) } == Array(1...steps.count))
            #expect(
                steps.map { String($0.2) } == [
                    "consent", "consent", "enrol", "policy", "assign", "sync", "unlock", "reset", "sync", "passcode",
                    "old PIN", "new PIN",
                ])
            let passcode = try #require(steps[9].3.firstMatch(of: #/passcode, (\d+)/#)).1
            #expect(steps[11].3.contains("The new one, \(passcode), opens the phone"))
            #expect(!steps[10].3.contains(passcode) && steps[10].3.contains("is refused"))
            for words in [
                "GET /common/oauth2/authorize 200, POST 200, POST 303, GET /common/redirected 404",
                "POST Enrollment.svc 200", "200 Get SwV, 200 Get DeviceName, 200 Get OEM, 200 Get DevTyp",
                "POST /v1.0/deviceManagement/deviceConfigurations 201", "/members/$ref 204",
                "200 Add EnablePinRecovery", "POST /v1.0/deviceManagement/managedDevices/…/resetPasscode 204",
                "POST /pin-reset/tickets 200, GET /pin-reset/keys 200",
                "200 Exec LockAndRecoverPIN, 200 Get NewPINValue", "Done in ", "understudy demo --keep",
            ] {
                #expect(told.output.contains(words), "\(words)")
            }
            #expect(lines.allSatisfy { $0.count <= 120 })
            // Beside the three files of the test itself.
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: understudy.folder).allSatisfy { $0.hasPrefix(".") })
        }
    }

    @Test("The README shows what the program prints")
    func readme() throws {
        let readme = try String(contentsOfFile: "\(Understudy.package)/README.md", encoding: .utf8)
        let block = try #require(readme.firstMatch(of: #/(?s)```\n(A phone's passcode is reset\..*?\n)```/#)?.1)
        func stable(_ text: some StringProtocol) -> [Substring] {
            String(text).replacing(#/127\.0\.0\.1:\d+/#, with: "ADDRESS").replacing(#/in [\d.]+ s/#, with: "in TIME")
                .split(separator: "\n")
        }
        try Understudy.with { understudy in
            let told = try understudy("demo")
            #expect(stable(told.output) == stable(block))
        }
    }

    /// The other ends, each with what its reason says and where the story stops.
    static let ends: [(what: String, reason: String, last: String)] = [
        ("no-consent", "has not consented to Microsoft Pin Reset Service Production", "oldPIN"),
        ("one-consent", "has not consented to Microsoft Pin Reset Client Production", "oldPIN"),
        ("recovery-off", "EnablePinRecovery is not true", "oldPIN"),
        ("not-unlocked", "made when the phone is next unlocked", "oldPIN"),
        ("service-denies", "deny every ticket", "oldPIN"),
        ("unsupported-platform", "runs Windows on a PC. Reset passcode needs Windows 10 Mobile", "end"),
    ]

    @Test("Each other end is for its own reason, and the phone is as it was", arguments: ends)
    func otherEnd(_ end: (what: String, reason: String, last: String)) throws {
        try Understudy.with { understudy in
            let told = try understudy("demo", "--fail", end.what, "--json")
            #expect(told.code == 0, "\(told.errors)")
            let document = try told.object()
            #expect(document["outcome"] as? String == "done" && document["exitCode"] as? Int == 0)
            #expect(document["fail"] as? String == end.what && document["passcode"] == nil)
            #expect((document["reason"] as? String)?.contains(end.reason) == true, "\(document["reason"] ?? "")")
            let steps = try told.list("steps")
            #expect(steps.last?["kind"] as? String == end.last)
            let paths = steps.flatMap { $0["wire"] as? [[String: Any]] ?? [] }.compactMap { $0["path"] as? String }
            // Who is not ready asks nobody, and to a PC nothing is sent.
            let asks = ["no-consent", "one-consent", "service-denies"].contains(end.what)
            #expect(paths.contains("/pin-reset/tickets") == asks)
            let answers = steps.flatMap { $0["answers"] as? [String] ?? [] }
            #expect(answers.contains("500 Exec LockAndRecoverPIN") == (end.what != "unsupported-platform"))
        }
    }

    @Test("The ends are named by the help, and another word is a wrong call")
    func help() throws {
        try Understudy.with { understudy in
            let help = try understudy("demo", "--help").output
            for end in Self.ends { #expect(help.contains("  \(end.what): "), "\(end.what)") }
            let wrong = try understudy("demo", "--fail", "rain", "--json")
            #expect(wrong.code == 64 && wrong.errors.contains("one-consent"))
            let kept = try understudy("demo", "--folder", "x")
            #expect(kept.code == 64 && kept.errors.contains("--folder is for --keep"))
            let file = try understudy.write("x", to: "file")
            for folder in [file, "\(file)/below"] {
                let refused = try understudy("demo", "--keep", "--folder", folder)
                #expect(refused.code == 73 && refused.errors.contains("'file' is a file"), "\(refused.errors)")
            }
        }
    }

    @Test("As JSON it is one document, with the passcode and all that went over the wire")
    func json() throws {
        try Understudy.with { understudy in
            let told = try understudy("demo", "--json")
            let document = try told.object()
            #expect(document["outcome"] as? String == "done" && document["isEnrolled"] as? Bool == true)
            let passcode = try #require(document["passcode"] as? String)
            #expect(passcode.allSatisfy(\.isNumber) && passcode.count >= 4)
            #expect((document["url"] as? String)?.hasPrefix("https://127.0.0.1:") == true)
            #expect(try #require(document["seconds"] as? Double) > 0)
            let consents = try told.list("steps").filter { $0["kind"] as? String == "consent" }
            #expect(consents.count == 2)
            for consent in consents {
                let statuses = (consent["wire"] as? [[String: Any]])?.compactMap { $0["status"] as? Int }
                #expect(statuses == [200, 200, 303, 404])
            }
        }
    }
}
