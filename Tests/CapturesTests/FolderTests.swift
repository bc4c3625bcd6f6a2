import Captures
import Testing

struct FolderTests {
    @Test func `numbers in names count by their value`() {
        let names = ["MDM(10).svc", "MDM.svc", "2-b.xml", "10-a.xml", "MDM(2).svc", "MDM(1).svc", "002-a.xml"]
        let order = CaptureFile.inOrder(names.map { CaptureFile(name: $0, octets: []) }).map(\.name)
        #expect(order == ["002-a.xml", "2-b.xml", "10-a.xml", "MDM.svc", "MDM(1).svc", "MDM(2).svc", "MDM(10).svc"])
    }

    @Test func `a folder of bodies as tshark exports them is a conversation`() throws {
        let recording = try Recording.read(folder: try Fixture.folder("conversation").reversed())
        #expect(recording.forms == Array(repeating: .message, count: 4) && recording.warnings == [])
        #expect(recording.outline == [["device 1", "server 1", "device 2", "server 2"]])
        #expect(recording.sessions.first?.exchanges.count == 2)
    }

    @Test func `what was recorded replays: enrolment apart, an answer that never came missing`() throws {
        let recording = try Recording.read(folder: try Fixture.folder("record"))
        #expect(recording.outline == [["device 1", "server 1", "device 2", "server 2"], ["device 1"]])
        #expect(recording.enrollment.count == 1 && recording.others.count == 1)
        #expect(
            recording.enrollment.first?.messages.map(\.content) == [
                .enrollment("Discover"), .enrollment("DiscoverResponse"),
            ])
        #expect(recording.sessions.last?.exchanges.first?.response == nil)
        #expect(recording.sessions.first?.turns.count == 2 && recording.sessions.first?.turns.last?.answer == nil)
    }

    @Test func `what a recording says of itself comes back`() throws {
        let description = RecordingDescription(
            version: "0.9",
            runs: [
                RecordingDescription.Run(first: 1, version: "0.8"),
                RecordingDescription.Run(
                    first: 3, version: "0.9", profile: "lumia-950 \"1703\"", seed: .max, pinResetService: "granted",
                    hasAnswerRules: true, tls: ["TLSv1.2"], certificates: ["0A1B", "2C3D"]),
            ])
        let recording = try Recording.read(folder: try Fixture.folder("record") + [description.file])
        #expect(recording.description == description && recording.forms.last == .recording)
        #expect(recording.sessions.count == 2)
    }

    @Test func `a recording of a later format is refused with the version that reads it`() throws {
        let later = Talk.file("recording.json", "{\"understudyRecording\": 2, \"version\": \"3.1\"}")
        let files = try Fixture.folder("record") + [later]
        let error = try #require(#expect(throws: CaptureError.self) { try Recording.read(folder: files) })
        #expect(error.code == .laterVersion && error.message.contains("3.1"))
    }

    @Test func `a recording that was begun and holds no exchange says so`() throws {
        let begun = Talk.file("recording.json", "{\"understudyRecording\": 1, \"version\": \"0.1.0\", \"runs\": []}")
        let error = try #require(#expect(throws: CaptureError.self) { try Recording.read(folder: [begun]) })
        #expect(error.code == .empty && error.message.contains("no exchange"))
    }

    @Test func `messages of enrolment that stand alone are paired by what they do`() throws {
        func soap(_ action: String) -> String {
            "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:a=\"http://www.w3.org/2005/08/addressing\">"
                + "<s:Header><a:Action>http://schemas.microsoft.com/windows/\(action)</a:Action></s:Header><s:Body/></s:Envelope>"
        }
        let actions = [
            "IPolicy/GetPolicies", "IPolicy/GetPoliciesResponse", "enrollment/RST/wstep", "enrollment/RSTRC/wstep",
        ]
        let files = actions.enumerated().map { Talk.file("\($0.offset).xml", soap($0.element)) }
        let recording = try Recording.read(folder: files)
        #expect(
            recording.enrollment.map { $0.messages.map(\.content) } == [
                [.enrollment("GetPolicies"), .enrollment("GetPoliciesResponse")],
                [.enrollment("RST"), .enrollment("RSTRC")],
            ])
        #expect(recording.sessions == [])
    }
}
