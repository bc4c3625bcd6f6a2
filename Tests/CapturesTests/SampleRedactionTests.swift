import Captures
import SyncML
import Testing

/// What `convert --redact` makes of samples: nothing that the lab or its phone keeps to themselves is left.
struct SampleRedactionTests {
    private static let beside = [
        "mitmproxy/enrol-and-sync-http.mitm", "har/mitmproxy-enrol-and-sync.har", "record/understudy-record-folder",
        "saz/constructed-enrol-and-sync.saz", "other/constructed-burp-items.xml",
        "other/constructed-ngrok-agent-requests.json",
    ].map { Sample(.beside, "forms/\($0)") }

    @Test(arguments: Samples.rows(Samples.talks, beside: beside))
    func `no secret of the lab is left in a redacted sample`(_ sample: Sample) throws {
        let recording = try sample.recording()
        let pins = try recording.sessions.flatMap(\.messages).flatMap { try Self.pins($0.reading().message) }
        let devices = recording.sessions.compactMap(\.device).compactMap {
            $0.split(separator: ":").last.map(String.init)
        }
        #expect(!pins.isEmpty && !devices.isEmpty)
        let redacted = recording.redacted().recording
        for file in Recording.Target.allCases.flatMap({ redacted.files(as: $0) }) {
            let found = Unfolded(file.octets)
            for secret in pins + devices { #expect(!found.holds(secret), "\(secret) in \(file.name)") }
        }
        #expect(redacted.outline == recording.outline)
    }

    @Test(arguments: Samples.rows(Samples.talks, beside: beside))
    func `a redacted sample replays as it did before`(_ sample: Sample) throws {
        #expect(try sample.recording().redacted().recording.replayed().differences == [])
    }

    /// The values of NewPINValue.
    private static func pins(_ message: Message) -> [String] {
        message.commands.flatMap { command -> [String] in
            guard case .results(let results) = command else { return [] }
            return results.items.filter { $0.source?.hasSuffix("NewPINValue") == true }.compactMap { $0.data?.text }
                .filter { !$0.isEmpty }
        }
    }
}
