import Agent
import Lab
import SyncML
import Testing

/// A phone that needs long for its commands (EnableOmaDmKeepAliveMessage; Microsoft, *DMClient CSP*).
@Suite("A busy phone")
struct BusyPhoneTests {
    private static let node = "./Vendor/MSFT/DMClient/Provider/UnderstudyLab/EnableOmaDmKeepAliveMessage"
    private static let alert = "1224 Reversed-Domain-Name:com.microsoft.mdm.requestpending 1"

    @Test("It keeps the server waiting with alerts, where the server wants them, and answers all the same")
    func keepAlive() async throws {
        try await Conversation.with(tune: { $0.busyTime = .seconds(70) }) { conversation in
            try await conversation.enroll()
            let quiet = try await conversation.ask(.replace(Self.node, "true", format: .bool))
            #expect(quiet.map(\.codes) == [[200]])
            #expect(await !conversation.details(.alertReceived).contains(Self.alert))
            let entries = try await conversation.ask(.get("./DevDetail/SwV"))
            #expect(entries.map(\.codes) == [[200]])
            #expect(entries.first?.results.map(\.data) == ["10.0.15063.297"])
            // Twice before the 70 seconds are over; the server's last message asks for nothing that takes time.
            #expect(await conversation.details(.alertReceived).count { $0 == Self.alert } == 2)
            #expect(await conversation.violations.isEmpty)
        }
    }
}
