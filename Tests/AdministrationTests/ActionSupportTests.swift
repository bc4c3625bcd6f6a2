import Administration
import Notation
import Testing

@Suite("Which device can do what is asked of it")
struct ActionSupportTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var story: String
        var platform: DevicePlatform
        var version = "10.0.15063.297"
        var isJoined = true
        var kind = DeviceActionKind.resetPasscode
        /// What the reason says; nil where there is none.
        var reason: String?

        var testDescription: String { "\(story) \(kind) \(platform) \(version) \(isJoined)" }
    }

    static let rows = [
        Row(story: "S2", platform: .windowsMobile),
        Row(story: "S2", platform: .windowsMobile, version: "10.0.15063"),
        Row(story: "S2", platform: .windowsMobile, version: "10.0.15254.1"),
        Row(story: "S2", platform: .windowsMobile, version: "10.0.14393.2097", reason: "version 10.0.14393.2097"),
        Row(story: "S2", platform: .windowsMobile, version: "mango", reason: "version mango"),
        Row(story: "S2", platform: .windowsMobile, isJoined: false, reason: "not joined to Azure AD"),
        Row(story: "S3", platform: .windows, reason: "Windows on a PC"),
        Row(story: "S3", platform: .iOS, reason: "runs iOS"),
        Row(story: "S3", platform: .macOS, reason: "runs macOS"),
        Row(story: "S3", platform: .android, reason: "runs Android"),
        Row(story: "-", platform: .windows, kind: .remoteLock, reason: "phones and Macs"),
        Row(story: "-", platform: .iOS, kind: .remoteLock),
        Row(story: "-", platform: .android, kind: .rebootNow, reason: "Windows 10"),
        Row(story: "-", platform: .windows, kind: .rebootNow),
        Row(story: "-", platform: .macOS, kind: .wipe), Row(story: "-", platform: .iOS, kind: .retire),
        Row(story: "-", platform: .android, kind: .syncDevice),
    ]

    @Test("S2, S3: a device that cannot is refused with the reason, and nothing is kept or sent", arguments: rows)
    func refused(row: Row) throws {
        var sample = try SampleTenant()
        let id: ObjectID = "dddddddd-0000-4000-8000-000000000009"
        try sample.enroll(
            SampleTenant.device(
                id, row.platform, version: row.version, isJoined: row.isJoined, managementName: "urn:other"))
        let before = sample.tenant
        guard let reason = row.reason else {
            #expect(throws: Never.self) { try sample.tenant.request(row.kind, on: id, SampleTenant.occasion()) }
            #expect(try sample.action(row.kind, on: id).state == .pending)
            return
        }
        let refusal = #expect(throws: AdministrationError.self) {
            try sample.tenant.request(row.kind, on: id, SampleTenant.occasion())
        }
        #expect(refusal?.code == .notSupported)
        #expect(refusal?.message.contains(reason) == true, "\(refusal?.message ?? "")")
        #expect(sample.tenant == before)
        #expect(sample.tenant.work(for: id, provider: SampleTenant.provider).isEmpty)
    }

    @Test("A device that has left is asked for nothing more")
    func left() throws {
        var sample = try SampleTenant()
        sample.tenant.leave(SampleTenant.phone, SampleTenant.occasion())
        for kind in DeviceActionKind.allCases {
            let refusal = #expect(throws: AdministrationError.self) {
                try sample.tenant.request(kind, on: SampleTenant.phone, SampleTenant.occasion())
            }
            #expect(refusal?.message.contains("not enrolled any more") == true)
        }
    }

    @Test(
        "Versions are compared number by number",
        arguments: [
            ("10.0.15063", "10.0.15063.0", 0), ("10.0.9600", "10.0.15063", -1), ("10.0.15063.1", "10.0.15063", 1),
            ("8.10.14234", "10.0", -1),
        ])
    func versions(first: String, second: String, order: Int) throws {
        let (first, second) = (try #require(OSVersion(first)), try #require(OSVersion(second)))
        #expect((first < second) == (order < 0))
        #expect((first > second) == (order > 0))
        #expect((first == second) == (order == 0))
    }

    @Test("Texts that are no version", arguments: ["", "10.", "10.0.x", "-1.0", "10..1"])
    func noVersion(text: String) {
        #expect(OSVersion(text) == nil)
    }
}
