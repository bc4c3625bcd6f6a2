import Agent
import Enrollment
import Lab
import Notation
import SimulatedPhone
import Store
import Testing

/// Rows of protocol.md 9.10 that need a connection, and what a phone says of itself when it enrols.
@Suite("Enrolment of Windows")
struct WindowsEnrollmentTests {
    @Test("A person enrols by the server's own web page")
    func webPage() async throws {
        let configuration = LabConfiguration(authentication: .federated)
        try await Conversation.with(configuration, phone: .personal) { conversation in
            try await conversation.enroll()
            let device = try await conversation.device
            #expect(device.user == Phones.user && device.tenant == LabConfiguration.usualTenant)
            #expect(await conversation.agent.phone.certificates.enrollmentIdentity?.location == .user)
            // Each call is told, that for the page among them.
            let calls = conversation.agent.events.recent(after: 0).filter { $0.kind == .enrollmentCall }
                .map { $0.text?.split(separator: "?").first.map(String.init) ?? "" }
            let base = conversation.lab.discoveryURL.replacing(LabEnrollment.Path.discovery, with: "")
            #expect(
                calls == [
                    "POST \(base)\(LabEnrollment.Path.discovery)", "GET \(base)\(LabEnrollment.Path.authentication)",
                    "POST \(base)\(LabEnrollment.Path.policy)", "POST \(base)\(LabEnrollment.Path.enrollment)",
                ])
            try await conversation.expectGoodSession()
        }
    }

    @Test("ENR-08: a joined phone enrols as a device, another one in full", arguments: [Phones.joined, .personal])
    func context(_ kind: Phones) async throws {
        try await Conversation.with(phone: kind) { conversation in
            try await conversation.enroll()
            let context = try await conversation.device.context
            let value = { (name: String) in context.first { $0.name == name }?.value }
            #expect(value("EnrollmentType") == (kind == .joined ? "Device" : "Full"))
            #expect(value("DeviceType") == "WindowsPhone" && value("OSEdition") == "104")
            #expect(value("ApplicationVersion") == "10.0.15063.297" && value("IMEI")?.hasPrefix("35209900") == true)
        }
    }

    @Test("ENR-21: with USEHWDEVID the IMEI stands for the device's id")
    func hardwareID() async throws {
        var configuration = LabConfiguration()
        configuration.provisioning.usesHardwareDeviceID = true
        // The server has given its certificate to another name, and would let nobody in by it.
        configuration.management.requiresClientCertificate = false
        try await Conversation.with(configuration) { conversation in
            try await conversation.enroll()
            _ = try await conversation.agent.sync()
            let id = await conversation.id
            #expect(await conversation.agent.phone.sims.first?.imei == id)
            #expect(try await conversation.device.properties["DevId"] == id)
        }
    }

    @Test(
        "ENR-24: enrolment bears answers in chunks, answers that promise more than they hold, and slow ones",
        arguments: ["chunked", "long-content-length", "slow=5"])
    func tolerance(_ oddity: String) async throws {
        try await Conversation.with { conversation in
            await conversation.setOddities(try LabOddities(names: [oddity]))
            try await conversation.enroll()
            try await conversation.expectGoodSession()
        }
    }

    @Test("The phone's certificate is for its own key, and its authority is trusted")
    func certificate() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            let store = await conversation.agent.phone.certificates
            #expect(store.certificates(in: .root).map(\.certificate) == [conversation.lab.authority.certificate])
            #expect(store.enrollmentIdentity?.privateKey != nil)
            let kept = try #require(try await conversation.store.load(try conversation.kind.blueprint))
            #expect(kept.certificates == store)
        }
    }
}
