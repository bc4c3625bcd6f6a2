import Agent
import Certificates
import Enrollment
import Lab
import LabSupport
import Session
import SimulatedPhone
import SyncML
import Testing

/// From enrolment to a PIN that was reset, over real sockets.
@Suite("The whole story")
struct StoryTests {
    static let ways = [
        Way("with a password, over HTTPS"),
        Way("over HTTP on this machine") { $0.lab.usesTLS = false },
        Way("with the certificate request of Windows") { $0.tune = { $0.requestForm = .windows } },
        Way("without a policy service") { $0.lab.hasPolicyService = false },
        Way("with the user's certificate") { way in
            way.lab.authentication = .certificate
            way.tune = { $0.credential = try Credentials.certificate() }
        },
        Way("with a key of P-256") { $0.tune = { $0.keyType = .p256 } },
        Way("with the user's certificate, of P-256") { way in
            way.lab.authentication = .certificate
            way.tune = { $0.credential = try Credentials.certificate(.p256) }
        },
        Way("with the token of Azure AD") { way in
            way.lab.authentication = .federated
            way.tune = { $0.credential = .token(Credentials.token) }
        },
        Way("in WBXML") { $0.lab.provisioning.encoding = .wbxml },
        Way("with basic credentials") { $0.lab.management.clientScheme = .basic },
        Way("with md5 credentials of the phone") { $0.lab.management.clientScheme = .md5 },
        Way("with md5 credentials of both sides") { way in
            way.lab.management.clientScheme = .md5
            way.lab.management.authenticatesItself = true
        },
        Way("with md5 credentials of both sides, in WBXML") { way in
            way.lab.management.clientScheme = .md5
            way.lab.management.authenticatesItself = true
            way.lab.provisioning.encoding = .wbxml
        },
        Way("with signed messages") { way in
            way.lab.provisioning.requiresMessageSigning = true
            way.lab.management.requiresMessageSignature = true
        },
        Way("with messages signed by a key of P-256") { way in
            way.lab.provisioning.requiresMessageSigning = true
            way.lab.management.requiresMessageSignature = true
            way.tune = { $0.keyType = .p256 }
        },
        Way("with one command in a message") { $0.lab.management.commandsPerMessage = 1 },
        Way("with messages of two kilobytes") { $0.lab.management.maximumMessageSize = 2000 },
        Way("with version 2.0 of the application") { $0.lab.provisioning.syncApplicationVersion = "2.0" },
    ]

    @Test("A phone enrols, is asked, and gets a PIN that its server knows", arguments: ways)
    func story(_ way: Way) async throws {
        try await way.converse { conversation in
            try await expectFirstSession(conversation)
            try await expectAnswers(conversation)
            try await expectPINReset(conversation)
            #expect(await conversation.violations.isEmpty)
        }
    }

    private func expectFirstSession(_ conversation: Conversation) async throws {
        let report = try await conversation.agent.sync()
        #expect(report.outcome == .completed)
        let phone = await conversation.agent.phone
        let device = try await conversation.device
        #expect(device.state == .enrolled && device.loginStatus == "user")
        #expect(
            device.properties == [
                "DevId": phone.deviceID, "Man": "MicrosoftMDG", "Mod": "Lumia 950", "DmV": Phone.clientVersion,
                "Lang": "en-US",
            ])
        // Without the certificate that enrolment gave it, the server would have let nobody in.
        #expect(device.thumbprint == phone.certificates.enrollmentIdentity?.thumbprint)
    }

    private func expectAnswers(_ conversation: Conversation) async throws {
        let entries = try await conversation.ask(
            .get("./DevDetail/SwV"), .get("./DevDetail/Ext/Microsoft/DeviceName", "./DevDetail/HwV"),
            .get("./DevDetail"),
            .get("./DevDetail/Nowhere"))
        #expect(entries.map(\.state) == [.done, .done, .done, .done])
        #expect(entries.map(\.codes) == [[200], [200], [200], [404]])
        #expect(entries[0].results.map(\.data) == ["10.0.15063.297"])
        let name = await conversation.agent.phone.deviceName
        #expect(entries[1].results.map(\.data) == [name, "1.0.0.0"])
        let names = entries[2].results.first?.data.split(separator: "/").sorted()
        #expect(names == ["DevTyp", "Ext", "FwV", "HwV", "LrgObj", "OEM", "SwV", "URI"])
    }

    private func expectPINReset(_ conversation: Conversation) async throws {
        let old = try #require(await conversation.agent.phone.lockScreen.pin?.text)
        let enabled = try await conversation.ask(.enablePINRecovery(tenant: Phones.tenant))
        #expect(enabled.map(\.codes) == [[200]])
        let reset = try await conversation.ask(.recoverPIN)
        #expect(reset.map(\.codes) == [[200, 200, 200]])
        #expect(await conversation.agent.phone.lockScreen.isLocked)
        try await conversation.expectPINOfServer(insteadOf: old)
    }
}
