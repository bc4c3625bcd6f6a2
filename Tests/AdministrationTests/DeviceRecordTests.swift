import Administration
import Settings
import Testing

@Suite("Records of devices that nobody comes by for")
struct DeviceRecordTests {
    private static func record(_ platform: DevicePlatform, of user: ObjectID? = SampleTenant.adele) -> DeviceRecord {
        DeviceRecord(deviceName: "Other \(platform.rawValue)", platform: platform, user: user)
    }

    @Test(
        "S3: a reset is refused with the reason before anything is kept or sent", arguments: DevicePlatform.recordable)
    func reset(platform: DevicePlatform) throws {
        var sample = try SampleTenant()
        let kept = try sample.tenant.add(Self.record(platform), SampleTenant.occasion())
        #expect(kept.isRecord && kept.isEnrolled && !kept.osVersion.isEmpty)
        let before = sample.tenant
        let refusal = #expect(throws: AdministrationError.self) {
            try sample.tenant.request(.resetPasscode, on: kept.id, SampleTenant.occasion())
        }
        #expect(refusal?.code == .notSupported)
        #expect(
            refusal?.message.hasPrefix("Other \(platform.rawValue) runs \(platform.name). Reset passcode needs") == true
        )
        #expect(sample.tenant == before)
    }

    @Test("S9: of a group of users their other devices are counted: not applicable, and pending on a PC")
    func group() throws {
        var sample = try SampleTenant()
        try sample.tenant.add(member: SampleTenant.adele, to: SampleTenant.people)
        let profile = try sample.addProfile(
            "p", [(SampleTenant.recoveryURI, .boolean(true))], to: [.group(SampleTenant.people)])
        for platform in DevicePlatform.recordable {
            try sample.tenant.add(Self.record(platform), SampleTenant.occasion())
        }
        let states = sample.tenant.devices(of: profile).dropFirst().map { device in
            "\(device.platform.rawValue) \(sample.tenant.state(of: profile, on: device))"
        }
        #expect(
            states == ["windows pending", "iOS notApplicable", "macOS notApplicable", "android notApplicable"])
    }

    @Test("One of a group of devices is counted too, and goes from it when it is removed")
    func removed() throws {
        var sample = try SampleTenant()
        let kept = try sample.tenant.add(Self.record(.android, of: nil), SampleTenant.occasion())
        try sample.tenant.add(member: kept.directoryID, to: SampleTenant.phones)
        let profile = try sample.addProfile("p", [("./a", .integer(1))], to: [.group(SampleTenant.phones)])
        #expect(sample.tenant.devices(of: profile).map(\.id) == [kept.id])
        try sample.tenant.removeDevice(kept.id)
        #expect(sample.tenant.devices(of: profile).isEmpty)
    }

    @Test("What is asked of a record stays pending, and can be taken back")
    func pending() throws {
        var sample = try SampleTenant()
        let kept = try sample.tenant.add(Self.record(.iOS), SampleTenant.occasion())
        let action = try sample.tenant.request(.remoteLock, on: kept.id, SampleTenant.occasion())
        #expect(action.state == .pending)
        try sample.tenant.cancel(action.id, SampleTenant.occasion())
        #expect(try sample.action(.remoteLock, on: kept.id).state == .canceled)
    }

    static let refusals: [(DeviceRecord, AdministrationError.Code, String)] = [
        (record(.windowsMobile), .badRequest, "let it enrol"), (record(.iOS, of: "gone"), .notFound, "user 'gone'"),
        (DeviceRecord(deviceName: " ", platform: .iOS), .badRequest, "deviceName"),
        (DeviceRecord(deviceName: "x", platform: .iOS, osVersion: long), .badRequest, "osVersion"),
    ]

    private static let long = String(repeating: "x", count: AdministrationBounds.text + 1)

    @Test("What cannot be taken in is refused with what to do", arguments: refusals.indices)
    func refused(index: Int) throws {
        let (record, code, says) = Self.refusals[index]
        var sample = try SampleTenant()
        let before = sample.tenant
        let refusal = #expect(throws: AdministrationError.self) {
            try sample.tenant.add(record, SampleTenant.occasion())
        }
        #expect(refusal?.code == code && refusal?.message.contains(says) == true, "\(refusal?.message ?? "")")
        #expect(sample.tenant == before)
    }
}
