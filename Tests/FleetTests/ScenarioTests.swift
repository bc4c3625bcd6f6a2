import Fleet
import Foundation
import Session
import SimulatedPhone
import Testing

@testable import understudy

@Suite("Scenarios of a fleet")
struct ScenarioTests {
    private static func read(_ text: String) throws -> FleetScenario {
        try ScenarioText.read(Data(text.utf8), name: "mixed.yaml", blueprint: FleetBlueprints().named)
    }

    @Test("All that a group can be is read")
    func whole() throws {
        let scenario = try Self.read(
            """
            groups:
              - name: odd
                share: 2.5
                device: lumia-650-1703
                login: none
                late: 250ms
                drop: 0.1
                forgetPIN: 0.05
                leave: 1
                comeBack: 5m
                answers:
                  - on: exec ./Vendor/MSFT/RemoteRing/Ring
                    status: 500
              - name: plain
            """)
        let odd = try #require(scenario.groups.first)
        #expect(odd.name == "odd" && odd.share == 2.5 && odd.login == Phone.LoginStatus.none)
        #expect(odd.blueprint?.profile.name == "lumia-650-1703" && odd.late == .milliseconds(250))
        #expect(odd.forgetPIN == 0.05 && odd.leave == 1 && odd.comeBack == .seconds(300))
        #expect(odd.answers.map(\.form.on) == ["message", "exec ./Vendor/MSFT/RemoteRing/Ring"])
        #expect(scenario.groups.map(\.share) == [2.5, 1])
    }

    @Test(
        "What is wrong is told with line and column, and what may stand there",
        arguments: [
            ("groups:\n  - share: -1", "mixed.yaml:2:12", "above 0"),
            ("groups:\n  - nme: a", "mixed.yaml:2:5", "allowed: name, share"),
            ("groups:\n  - login: me", "mixed.yaml:2:12", "user, others, none"),
            ("groups:\n  - forgetPIN: 2", "mixed.yaml:2:16", "from 0 to 1"),
            ("groups:\n  - answers:\n      - on: nothing", "mixed.yaml:3", "allowed"),
            ("groups: []", "mixed.yaml:1:1", "list"), ("- a", "mixed.yaml:1:1", "groups:"),
        ])
    func wrong(text: String, place: String, hint: String) {
        let error = #expect(throws: ScenarioText.Unreadable.self) { try Self.read(text) }
        #expect(
            error?.message.hasPrefix(place) == true && error?.message.contains(hint) == true,
            "\(error?.message ?? "")")
    }

    @Test("Phones are spread over the groups by their shares, and stay where shares are the same")
    func shares() {
        var groups = ["a", "b", "c"].map { FleetGroup(name: $0) }
        groups[0].share = 8
        let scenario = FleetScenario(groups: groups)
        let names = (0..<1000).map { scenario.group(at: Double($0) / 1000).name }
        #expect(names.count { $0 == "a" } == 800 && names.count { $0 == "b" } == 100)
        #expect(scenario.group(at: 0.999999).name == "c")
    }
}
