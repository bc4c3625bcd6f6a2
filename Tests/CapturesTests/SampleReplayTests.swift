import Captures
import Foundation
import SimulatedPhone
import ManagementTree
import Testing

/// The samples replayed: the project's own, and conversations of real devices, of specifications and of real programs that
/// may lie beside it.
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

    /// A row of the table: a capture, how much of it is played and compared, and what remains.
    struct Row: Sendable, CustomTestStringConvertible {
        var sample: Sample
        var played: Int
        var compared: Int
        /// Messages in it that cannot be read, as printed with typographic quotation marks: then the replay ends with 65.
        var unreadable: Int
        var remaining: [Remaining]

        init(
            _ place: Sample.Place, _ name: String, played: Int, compared: Int, unreadable: Int = 0,
            _ remaining: Remaining...
        ) {
            sample = Sample(place, name)
            self.played = played
            self.compared = compared
            self.unreadable = unreadable
            self.remaining = remaining
        }

        var testDescription: String { sample.testDescription }
    }

    private static let own: [Row] = [
        Row(.messages, "desktop", played: 2, compared: 2),
        // Written by hand: its device tells less of itself in package 1.
        Row(
            .fixtures, "conversation", played: 2, compared: 2, Remaining(.extraAnswer, "Alert", .example),
            Remaining(.extraAnswer, "./DevInfo/Man", .example), Remaining(.extraAnswer, "./DevInfo/Mod", .example),
            Remaining(.extraAnswer, "./DevInfo/DmV", .example), Remaining(.extraAnswer, "./DevInfo/Lang", .example)),
        Row(.fixtures, "commands.xml", played: 1, compared: 0),
        Row(.messages, "messages/02-device-declared-utf16.xml", played: 0, compared: 1),
        Row(.messages, "messages/05-server-devicelock-atomic.xml", played: 1, compared: 0),
        Row(.messages, "messages/11-server-body-alone.xml", played: 1, compared: 0),
    ]

    private static let beside: [Row] = [
        Row(.beside, "captures/001-fleet-ngrok-dump-desktop-19043", played: 2, compared: 2),
        // Windows Phone 8.1 says nothing of who is signed in (alert 1224). Two messages of the device, each compared once.
        Row(
            .beside, "captures/002-wso2-lumia630-wp81", played: 0, compared: 2,
            Remaining(.extraAnswer, "Alert", .otherVersion)),
        Row(.beside, "captures/005-ms-iot-issue84-replace-405", played: 0, compared: 1),
        // A program that plays a device, and leaves the same alert out.
        Row(
            .beside, "captures/006-aadinternals-intune-first-exchange", played: 1, compared: 1,
            Remaining(.extraAnswer, "Alert", .example)),
        // The CSP came with Windows 11.
        Row(
            .beside, "captures/007-docs-declared-configuration-bulk-get", played: 1, compared: 1,
            Remaining(.status, document, .otherVersion), Remaining(.missingAnswer, document, .otherVersion)),
        Row(.beside, "captures/027-docs-disconnecting-from-mdm-unenrollment", played: 0, compared: 1, unreadable: 1),
        Row(.beside, "captures/063-docs-collect-wip-audit-event-logs", played: 0, compared: 5),
        // The specification writes words in place of values, and once a blank into an address. Its package 1 has no alert of
        // a beginning, so it is compared in form.
        Row(
            .beside, "captures/064-ms-mdm-section4-exchange", played: 1, compared: 2,
            Remaining(.status, "./ DevDetail/HwV", .example), Remaining(.value, "./DevDetail/SwV", .example),
            Remaining(.missingAnswer, "./DevDetail/HwV", .example)),
        Row(.beside, "captures/084-oma-dm-spec-authentication", played: 1, compared: 1, unreadable: 4),
        Row(.beside, "captures/085-oma-dm-spec-appendix-examples", played: 4, compared: 0),
    ]

    private static let document =
        "./Device/Vendor/MSFT/DeclaredConfiguration/Host/BulkTemplate/Results/47e88660-1861-4131-96e8-f32e85011e55/Document"

    @Test(arguments: Samples.rows(own, beside: beside)) func `conversations replay, and what differs is known`(
        _ row: Row
    ) throws {
        let recording = try row.sample.recording()
        #expect(recording.unreadable == row.unreadable && (recording.damage == nil) == (row.unreadable == 0))
        let turns = try recording.replayed(.capture(Self.profiles))
        let found = turns.differences.map { "\($0.kind) \($0.address ?? $0.command ?? "")" }
        let known = row.remaining.map { "\($0.kind) \($0.subject)" }
        #expect(Set(found) == Set(known), "\(Self.text(turns))")
        #expect(turns.count { $0.asked != nil } == row.played && turns.compared == row.compared)
    }

    /// Marks of a word processor stand in them, in place of quotation marks.
    private static let typographic = [Sample(.messages, "messages/35-server-typographic-quotes.xml")]
    private static let typographicBeside = [
        Sample(.beside, "captures/013-docs-azure-active-directory-integration-with-mdm"),
        Sample(.beside, "captures/042-docs-oma-dm-protocol-support"),
    ]

    @Test(arguments: Samples.rows(typographic, beside: typographicBeside))
    func `what cannot be read is refused with its place`(_ sample: Sample) throws {
        let error = try #require(#expect(throws: CaptureError.self) { try Self.turns(sample) })
        #expect(error.code == .unreadable && error.message.contains("typographic"))
    }

    private static let programs = [
        "mitmproxy/enrol-and-sync-http.mitm", "mitmproxy/enrol-and-sync-wbxml.mitm", "har/mitmproxy-enrol-and-sync.har",
        "har/mitmproxy-wbxml-lone-surrogates.har", "record/understudy-record-folder",
        "saz/constructed-enrol-and-sync.saz", "other/constructed-burp-items.xml",
        "other/constructed-ngrok-agent-requests.json", "pcap/tshark-export-objects", "curl/trace-ascii.trace",
        "curl/trace-time.trace", "curl/include-headers.txt", "mitmproxy/forward-http-and-https-plain-gzip-chunked.mitm",
    ].map { Sample(.beside, "forms/\($0)") }

    @Test(arguments: Samples.rows(Samples.all, beside: programs))
    func `what programs recorded of this phone it says again`(_ sample: Sample) throws {
        let recording = try sample.recording()
        let turns = try recording.replayed(.capture(Self.profiles))
        #expect(turns.differences == [], "\(Self.text(turns))")
        // Package 1 of a session with the device's messages alone is compared, and its form as well.
        #expect(turns.compared >= recording.sessions.flatMap(\.messages).count { $0.sender == .device })
        #expect(!turns.isEmpty)
    }

    @Test(arguments: Samples.rows([Sample.Place.shipped], beside: [.beside]))
    func `everything that is a conversation is in a table`(_ place: Sample.Place) throws {
        switch place {
        case .beside:
            let known = Self.beside.map(\.sample.name) + Self.typographicBeside.map(\.name)
            #expect(try Self.conversationsBeside() == Set(known))
        case .shipped, .fixtures, .tests, .messages: #expect(Samples.names == Set(Samples.all.map(\.name)))
        }
    }

    /// The cases that come from devices and specifications.
    private static func conversationsBeside() throws -> Set<String> {
        let captures = Sample(.beside, "captures").url.path()
        let names = try FileManager.default.contentsOfDirectory(atPath: captures).filter { name in
            guard let data = FileManager.default.contents(atPath: "\(captures)/\(name)/meta.json"),
                let meta = try JSONSerialization.jsonObject(with: data) as? [String: Any]
            else { return false }
            return ["real-conversation", "spec-conversation", "device-message"].contains(meta["kind"] as? String)
        }
        return Set(names.map { "captures/\($0)" })
    }

    private static func turns(_ sample: Sample) throws -> [ReplayedTurn] {
        try sample.recording().replayed(.capture(Self.profiles))
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
}
