import Foundation
import TestSupport
import Testing

/// Lab and phone of `demo --keep`, which others can use while they stay.
@Suite("demo --keep", .serialized, .timeLimit(.minutes(30)))
struct DemoTests {
    @Test("Lab and phone stay, answer the commands that are told, and end when they are told to")
    func keep() async throws {
        try await TemporaryFolder.with { folder in
            let demo = try Program(folder: folder)
            let (_, end) = try await demo.run(["demo", "--keep", "--json"]) { said in
                let story = try #require(
                    try JSONSerialization.jsonObject(with: Data(said.utf8)) as? [String: Any], "\(said)")
                let url = try #require(story["url"] as? String)
                #expect(story["folder"] as? String == "understudy-demo")
                #expect(story["portal"] as? String == "\(url)/portal")
                #expect((story["phone"] as? String)?.hasPrefix("http://127.0.0.1:") == true)
                let person = try Program(folder: "\(folder)/person")
                let state = ["--state", "../understudy-demo/phone", "--json"]
                let status = try await person.finish(["status", "--show-pin"] + state).document()
                #expect(status["pin"] as? String == story["passcode"] as? String)
                let lab = ["--url", url, "--folder", "../understudy-demo/lab", "--json"]
                let devices = try await person.finish(["lab", "devices", "--phones"] + lab).document()
                let phone = try #require((devices["devices"] as? [[String: Any]])?.first)
                #expect(phone["passcode"] as? String == story["passcode"] as? String)
                // Who reads it again within minutes makes no entry of its own: the entry tells how often.
                _ = try await person.finish(["lab", "devices", "--phones"] + lab)
                let audits = try await person.finish(["lab", "audit"] + lab).document()["audits"] as? [[String: Any]]
                let reading = try #require(audits?.last { $0["action"] as? String == "passcodeRead" })
                #expect((reading["requestCount"] as? Int ?? 0) >= 2 && reading["lastRequestDateTime"] is String)
                let told = try await person.finish(["lab", "audit"] + lab.dropLast())
                #expect(told.output.contains(" times, last "), "\(told.output)")
                let reset = try await person.finish(["lab", "reset-passcode", "--no-policy"] + lab)
                #expect(reset.code == 0, "\(reset.errors)")
                let synced = try await person.finish(["sync", "--fail-on-status"] + state)
                #expect(synced.code == 0, "\(synced.output)")
                let second = try await person.finish(["demo", "--keep", "--folder", "../understudy-demo"])
                #expect(second.code == 73 && second.errors.contains("there is a phone in"))
            }
            #expect(end == .code(0), "\(demo.errors)")
            let last = try #require(demo.output.split(separator: "\n").last)
            #expect(last.contains("\"outcome\":\"done\""))
        }
    }
}
