import Agent
import Lab
import SyncML
import Testing
import Wire

/// Messages and values that are too long for one message (OMA-TS-DM_Protocol-V1_2_1 sections 6 and 7).
@Suite("Long values")
struct ObjectTests {
    /// A node that takes any text.
    private static let node = "./Vendor/MSFT/DMClient/Provider/UnderstudyLab/EntDeviceName"
    private static let text = (1...400).map { "<\($0)> & \u{E4}\n" }.joined()

    @Test(
        "A value in pieces arrives whole, and comes back whole in pieces", arguments: MessageForm.allCases)
    func pieces(_ encoding: MessageForm) async throws {
        var configuration = LabConfiguration()
        configuration.provisioning.encoding = encoding
        configuration.management.chunkSize = 700
        configuration.management.maximumMessageSize = 1500
        try await Conversation.with(configuration) { conversation in
            try await conversation.enroll()
            let written = try await conversation.ask(.replace(Self.node, Self.text))
            #expect(written.map(\.codes) == [[200]])
            let value = try await conversation.value(of: Self.node)
            #expect(value == Self.text)
            let sizes = conversation.tap.messages.map(\.request.body.count)
            #expect(sizes.allSatisfy { $0 <= 1500 }, "the server takes no more; the phone sent \(sizes)")
            #expect(sizes.count > Self.text.utf8.count / 700)
            #expect(await conversation.violations.isEmpty)
        }
    }

    @Test("Statuses and results that do not fit go out in as many messages as they need")
    func manyAnswers() async throws {
        var configuration = LabConfiguration()
        configuration.management.maximumMessageSize = 1200
        try await Conversation.with(configuration) { conversation in
            try await conversation.enroll()
            let numbers = try await conversation.queue(
                Array(repeating: .get("./DevDetail/SwV"), count: 30) + [.get("./DevDetail/Nowhere")])
            _ = try await conversation.agent.sync()
            let entries = try await conversation.entries(numbers)
            #expect(entries.map(\.codes) == Array(repeating: [200], count: 30) + [[404]])
            #expect(entries.dropLast().allSatisfy { $0.results.map(\.data) == ["10.0.15063.297"] })
            #expect(conversation.tap.messages.allSatisfy { $0.request.body.count <= 1200 })
            #expect(conversation.tap.messages.count > 5)
            #expect(await conversation.violations.isEmpty)
        }
    }
}
