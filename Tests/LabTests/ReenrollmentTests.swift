import Lab
import LabSupport
import SyncML
import Testing

/// Who may enrol under an id that is known already.
@Suite("A phone that enrols again", .timeLimit(.minutes(30)))
struct ReenrollmentTests {
    private typealias Text = EnrollmentText

    private static func device(_ user: String?) -> LabDevice {
        var device = LabDevice(id: "PHONE1")
        device.user = user
        return device
    }

    @Test("Another user does not get the phone, nor what is queued for it")
    func otherUser() async throws {
        try await TestServer.run(TestServer.plain()) { lab in
            let client = RawClient(port: lab.port)
            let first = Text.token(try Keys.request(), Text.password("ann", "x"))
            #expect(try await client.post(LabEnrollment.Path.enrollment, first).status == 200)
            try await lab.management.queue(.get("./A"), for: "PHONE1")
            let known = try await lab.management.device("PHONE1")
            let second = Text.token(try Keys.request(), Text.password("mallory", "x"))
            let refused = try await client.post(LabEnrollment.Path.enrollment, second)
            #expect(refused.status == 500 && refused.text.contains("s:Authorization"))
            #expect(try await lab.management.device("PHONE1") == known)
            #expect(await lab.management.events().last?.kind == .enrollmentRefused)
        }
    }

    @Test("The same user begins anew: nothing that was queued or known is left")
    func sameUser() async throws {
        let lab = LabManagement(sources: .counting())
        try await lab.enroll(Self.device("ann"))
        try await lab.queue(.recoverPIN, for: "PHONE1")
        var reported = Self.device("ann")
        reported.passcode = "1234"
        try await lab.enroll(reported, isRenewal: true)
        #expect(try await lab.device("PHONE1").queue.count == 1)
        try await lab.enroll(Self.device("ann"))
        let device = try await lab.device("PHONE1")
        #expect(device.queue.isEmpty && device.passcode == nil && device.state == .enrolled)
    }

    @Test("A renewal keeps the queue and changes the certificate alone")
    func renewal() async throws {
        let lab = LabManagement(sources: .counting())
        var device = Self.device("ann")
        device.thumbprint = "OLD"
        try await lab.enroll(device)
        try await lab.queue(.get("./A"), for: "PHONE1")
        device.thumbprint = "NEW"
        try await lab.enroll(device, isRenewal: true)
        #expect(try await lab.device("PHONE1").queue.count == 1)
        #expect(await lab.refusal(ofCertificate: "NEW", isSecure: true) == nil)
        #expect(await lab.refusal(ofCertificate: "OLD", isSecure: true)?.status == 403)
        #expect(await lab.holder(ofCertificate: "NEW")?.id == "PHONE1")
        #expect(await lab.holder(ofCertificate: "OLD") == nil)
    }

    @Test("A phone that has unenrolled is free for another user")
    func unenrolled() async throws {
        var talk = try await Conversation()
        let item = Item(
            meta: Meta(format: .int, type: "com.microsoft:mdm.unenrollment.userrequest"), data: .text("1"))
        _ = try await talk.send(
            talk.phone.packageOne([.alert(Alert(id: "4", code: .genericAlert, items: [item]))]))
        var device = LabDevice(id: talk.phone.id)
        device.user = "ben"
        try await talk.management.enroll(device)
        #expect(try await talk.device.user == "ben")
    }

    @Test("One phone more than the lab takes is told that the cap is reached")
    func cap() async throws {
        var settings = LabManagementSettings()
        settings.bounds.devices = 1
        let lab = LabManagement(settings: settings, sources: .counting())
        try await lab.enroll(Self.device("ann"))
        await #expect(
            throws: LabFault("Authorization", errorType: "DeviceCapReached", reason: "The lab takes 1 devices.")
        ) {
            try await lab.enroll(LabDevice(id: "PHONE2"))
        }
        try await lab.enroll(Self.device("ann"))
    }
}
