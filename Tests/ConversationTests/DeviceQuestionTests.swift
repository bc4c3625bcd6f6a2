import Administration
import Agent
import Lab
import Session
import SimulatedPhone
import SyncML
import Testing

/// A phone over sockets, and what the lab's tenant knows of it.
@Suite("What a phone says that it is")
struct DeviceQuestionTests {
    @Test(
        "The device of the tenant is what the phone has answered in its first session, and no later one asks",
        arguments: MessageForm.allCases)
    func device(_ encoding: MessageForm) async throws {
        var configuration = LabConfiguration()
        configuration.provisioning.encoding = encoding
        try await Conversation.with(configuration, asksNewDevices: true) { conversation in
            try await conversation.enroll()
            let id = await conversation.id
            let first = try await conversation.agent.sync()
            #expect(first.isSuccess)
            let phone = await conversation.agent.phone
            let device = try #require(try await conversation.lab.tenant.device(managementName: id))
            #expect(device.deviceName == phone.deviceName && device.osVersion == phone.profile.build)
            #expect(device.manufacturer == "MicrosoftMDG" && device.model == "Lumia 950")
            let questions = conversation.tap.messages.count
            #expect(questions == 2, "package 1, and what was asked")
            let second = try await conversation.agent.sync()
            #expect(second.isSuccess && conversation.tap.messages.count == questions + 1)
            #expect(await conversation.violations.isEmpty)
        }
    }
}
