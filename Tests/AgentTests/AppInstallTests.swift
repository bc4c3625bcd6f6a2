import Agent
import SimulatedPhone
import SyncML
import TestSupport
import Testing
import Wire

/// An app that a server has the phone fetch, as the agent does it: after the session, over its exchange.
@Suite("Apps on a running phone")
struct AppInstallTests {
    private static let url = "https://apps.example.test/Contoso.Field_1.2.0.7_arm.appx"
    private static let family = "Contoso.Field_abcdefgh12345"
    private static let node =
        "./User/Vendor/MSFT/EnterpriseModernAppManagement/AppInstallation/\(family)/HostedInstall"
    private static let alert = "Reversed-Domain-Name:com.microsoft.mdm.EnterpriseHostedAppInstall.result"

    /// The policy that such apps need, and the order.
    private static var order: ScriptedExchange.Answer {
        func item(_ uri: String, _ data: String) -> String {
            "<Item><Target><LocURI>\(uri)</LocURI></Target><Data>\(data)</Data></Item>"
        }
        let policy = "./Vendor/MSFT/Policy/Config/ApplicationManagement/AllowAllTrustedApps"
        return .message(
            ServerText.command("Replace", 2, item(policy, "1"))
                + ServerText.command("Exec", 3, item(node, "&lt;Application PackageUri=\"\(url)\"/&gt;")))
    }

    /// What the app's address answers, and the data of the alert.
    private static let answers: [(answer: ScriptedExchange.Answer, data: String, isThere: Bool)] = [
        (.text("PK\u{3}\u{4}", "application/vnd.ms-appx"), "0", true),
        (.status(404), "\(Int32(bitPattern: 0x8019_0194))", false),
    ]

    @Test("The package is fetched after the session; the next one tells how that ended, once", arguments: [0, 1])
    func install(_ row: Int) async throws {
        let expected = Self.answers[row]
        let acknowledgement = ScriptedExchange.Answer.message(ServerText.status(of: "Alert", command: "4"))
        let bench = Bench(
            try Sample.enrolledPhone(),
            ScriptedExchange([Self.order, .nothing, expected.answer, acknowledgement], then: .nothing))
        let report = try await bench.agent.sync()
        #expect(report.statuses.map(\.rawValue).last == 202)
        #expect(bench.requests[2].url == Self.url && bench.requests[2].isAnonymous && bench.requests[2].method == .get)
        _ = try await bench.agent.sync()
        _ = try await bench.agent.sync()
        let alerts = try bench.requests.filter { $0.url != Self.url }.map { try $0.message().alerts(.genericAlert) }
        #expect(alerts.flatMap(\.self) == [[Self.alert, expected.data]])
        let status = StatusReport(
            await bench.agent.phone, now: Sample.now, showingPIN: false, recoveryObstacle: nil)
        let sight = status.sights.first { $0.csp == "EnterpriseModernAppManagement" }?.text ?? ""
        #expect(
            sight.hasPrefix(
                expected.isThere ? "has Contoso.Field_1.2.0.7_arm__" : "could not install User/\(Self.family): "))
        #expect(await bench.agent.phone.outbox.entries.isEmpty)
    }
}
