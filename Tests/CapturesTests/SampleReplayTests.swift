import Captures
import Foundation
import SimulatedPhone
import ManagementTree
import Testing

/// Conversations of real devices, of specifications and of real programs, replayed, where they lie beside the project.
@Suite(.enabled(if: Fixture.areSamplesThere, "ShippedSampleTests holds the same rules on any clone"))
struct SampleReplayTests {
    /// A difference that remains, and why it may.
    struct Remaining: Sendable {
        var kind: Difference.Kind
        /// The node, or the command where it is about none.
        var subject: String
        var reason: Reason

        init(_ kind: Difference.Kind, _ subject: String, _ reason: Reason) {
            self.kind = kind
            self.subject = subject
            self.reason = reason
        }

        enum Reason {
            /// The device had another version of Windows, which answers otherwise or has other nodes.
            case otherVersion
            /// It is written by hand, or by a program that is no device, and leaves things out.
            case example
        }
    }

    /// A row of the table: a folder of captures, how much of it is played and compared, and what remains.
    struct Row: Sendable {
        var folder: String
        var played: Int
        var compared: Int
        var remaining: [Remaining] = []
    }

    static let rows: [Row] = [
        Row(folder: "captures/001-fleet-ngrok-dump-desktop-19043", played: 2, compared: 2),
        // Windows Phone 8.1 says nothing of who is signed in (alert 1224).
        Row(
            folder: "captures/002-wso2-lumia630-wp81", played: 0, compared: 3,
            remaining: [Remaining(.extraAnswer, "Alert", .otherVersion)]),
        Row(folder: "captures/005-ms-iot-issue84-replace-405", played: 0, compared: 1),
        // A program that plays a device, and leaves the same alert out.
        Row(
            folder: "captures/006-aadinternals-intune-first-exchange", played: 1, compared: 1,
            remaining: [Remaining(.extraAnswer, "Alert", .example)]),
        // The CSP came with Windows 11.
        Row(
            folder: "captures/007-docs-declared-configuration-bulk-get", played: 1, compared: 1,
            remaining: [
                Remaining(.status, document, .otherVersion), Remaining(.missingAnswer, document, .otherVersion),
            ]),
        Row(folder: "captures/027-docs-disconnecting-from-mdm-unenrollment", played: 0, compared: 1),
        Row(folder: "captures/063-docs-collect-wip-audit-event-logs", played: 0, compared: 5),
        // The specification writes words in place of values, and once a blank into an address.
        Row(
            folder: "captures/064-ms-mdm-section4-exchange", played: 1, compared: 1,
            remaining: [
                Remaining(.status, "./ DevDetail/HwV", .example), Remaining(.value, "./DevDetail/SwV", .example),
                Remaining(.missingAnswer, "./DevDetail/HwV", .example),
            ]),
        Row(folder: "captures/084-oma-dm-spec-authentication", played: 1, compared: 0),
        Row(folder: "captures/085-oma-dm-spec-appendix-examples", played: 4, compared: 0),
    ]

    private static let document =
        "./Device/Vendor/MSFT/DeclaredConfiguration/Host/BulkTemplate/Results/47e88660-1861-4131-96e8-f32e85011e55/Document"

    /// Marks of a word processor stand in them, in place of quotation marks.
    @Test(arguments: [
        "captures/013-docs-azure-active-directory-integration-with-mdm", "captures/042-docs-oma-dm-protocol-support",
    ])
    func `what cannot be read is refused with its place`(_ folder: String) throws {
        let error = try #require(#expect(throws: CaptureError.self) { try Self.turns(folder) })
        #expect(error.code == .unreadable && error.message.contains("typographic"))
    }

    @Test(arguments: rows) func `real conversations replay, and what differs is known`(_ row: Row) throws {
        let turns = try Self.turns(row.folder)
        let found = turns.differences.map { "\($0.kind) \($0.address ?? $0.command ?? "")" }
        let known = row.remaining.map { "\($0.kind) \($0.subject)" }
        #expect(Set(found) == Set(known), "\(Self.text(turns))")
        #expect(turns.count { $0.asked != nil } == row.played && turns.compared == row.compared)
    }

    /// Replays a folder, or one file.
    private static func turns(_ name: String) throws -> [ReplayedTurn] {
        let url = Fixture.shared.appendingPathComponent(name)
        let isFolder = try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true
        let files = isFolder ? try Fixture.folder(url).filter { isMessage($0.name) } : [try Fixture.file(url)]
        return try Recording.read(folder: files).replayed(.capture(Self.profiles))
    }

    /// What lies beside the messages describes them, or is the same message in another form.
    private static func isMessage(_ name: String) -> Bool {
        name != "meta.json" && !name.hasSuffix(".headers.txt") && !name.hasSuffix(".wire.xml") && name != "dump.txt"
            && name != "published.txt"
    }

    /// Such as come along, as far as a replay can tell them apart.
    private static let profiles: [PhoneProfile] = {
        var older = PhoneProfile.lumia950
        older.name = "lumia-950-1607"
        older.build = "10.0.14393.1066"
        var desktop = PhoneProfile.lumia950
        desktop.name = "desktop"
        desktop.platform = .desktop
        desktop.edition = 0x30
        return [.lumia950, older, desktop]
    }()

    private static func text(_ turns: [ReplayedTurn]) -> String {
        turns.flatMap { turn in
            turn.findings.map { finding in
                "session \(turn.sessionNumber) turn \(turn.number): \(finding.difference) \(finding.rule ?? "")"
            }
        }.joined(separator: "\n")
    }

    @Test(arguments: [
        "mitmproxy/enrol-and-sync-http.mitm", "mitmproxy/enrol-and-sync-wbxml.mitm", "har/mitmproxy-enrol-and-sync.har",
        "har/mitmproxy-wbxml-lone-surrogates.har", "record/understudy-record-folder",
        "saz/constructed-enrol-and-sync.saz",
        "other/constructed-burp-items.xml", "other/constructed-ngrok-agent-requests.json", "pcap/tshark-export-objects",
        "curl/trace-ascii.trace", "curl/trace-time.trace", "curl/include-headers.txt",
        "mitmproxy/forward-http-and-https-plain-gzip-chunked.mitm",
    ])
    func `what programs recorded of this phone it says again`(_ name: String) throws {
        let turns = try Self.turns("forms/\(name)")
        #expect(turns.differences == [], "\(Self.text(turns))")
        #expect(!turns.isEmpty)
    }

    /// For who wants to see it: what remains of every case of a kind that comes from devices and specifications.
    @Test func `every conversation replays or is refused`() throws {
        let folder = Fixture.shared.appendingPathComponent("captures")
        var count = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            guard let data = FileManager.default.contents(atPath: "\(folder.path)/\(name)/meta.json"),
                let meta = try JSONSerialization.jsonObject(with: data) as? [String: Any],
                ["real-conversation", "spec-conversation", "device-message"].contains(meta["kind"] as? String)
            else { continue }
            count += 1
            do {
                let turns = try Self.turns("captures/\(name)")
                print("case", name, turns.count { $0.asked != nil }, turns.compared, turns.differences.count)
                print(Self.text(turns))
            } catch let error as CaptureError {
                print("case", name, error.code.rawValue, error.message)
            }
        }
        #expect(count == 12)
    }
}
