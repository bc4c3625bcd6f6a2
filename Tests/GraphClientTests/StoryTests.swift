import Administration
import GraphClient
import JSON
import Notation
import PINReset
import SyncML
import Testing

@Suite("The story, as a client asks for it")
struct StoryTests {
    static let uri = "./Device/Vendor/MSFT/PassportForWork/\(LabOfTest.tenantID)/Policies/EnablePinRecovery"

    @Test("Consent, profile, group, assignment, status")
    func prepared() async throws {
        let lab = try await LabOfTest()
        let graph = lab.connection
        for application in PINResetApplication.allCases {
            #expect(try await graph.consent(to: application.clientID).accountEnabled)
        }
        #expect(try await graph.applications().map(\.appId) == PINResetApplication.allCases.map(\.clientID))
        let profile = try await graph.makeProfile("PIN recovery", description: "For phones", [Self.setting(true)])
        #expect(profile.version == 1 && profile.omaSettings == [Self.setting(true)] && profile.warnings.isEmpty)
        let group = try await graph.makeGroup("All phones", description: nil)
        try await graph.add(member: "phone-1", to: group)
        try await graph.add(member: "adele", to: group)
        #expect(try await graph.members(of: group).map(\.isUser) == [false, true])
        _ = try await graph.assign(profile, to: [.group(group.id)])
        let assigned = try await graph.profile(named: "pin recovery")
        #expect(assigned.assignments?.map(\.target) == [.group(group.id)])
        // The user has all three devices.
        let statuses = try await graph.statuses(of: profile)
        #expect(statuses.map(\.deviceID) == ["phone-1", "phone-2", "pc-1"])
        #expect(statuses.map(\.status) == ["unknown", "unknown", "unknown"])
        let states = try await graph.profileStates(of: "phone-1")
        #expect(states.first?.settingStates.map(\.setting) == [Self.uri])
    }

    @Test("An action is in the list without its passcode, and with its device has it")
    func actions() async throws {
        let lab = try await LabOfTest()
        let graph = lab.connection
        let phone = try await graph.find(GraphDevice.self, named: "Lumia")
        try await graph.request(.syncDevice, of: phone)
        try await graph.request(.resetPasscode, of: phone)
        #expect(try await graph.actions().map(\.actionName) == ["resetPasscode", "syncDevice"])
        try await lab.change { tenant throws(AdministrationError) in
            for work in tenant.work(for: "phone-1", provider: "Lab") {
                tenant.send(work, to: "phone-1", LabOfTest.occasion)
                let answer = DeviceAnswer(
                    statuses: [.init("Sequence", nil, .ok), .init("Exec", nil, .ok)],
                    results: [.init(ActionCommand.newPINValue, "471123")])
                tenant.take(answer, to: work.subject, from: "phone-1", LabOfTest.occasion)
            }
        }
        let done = try await graph.actions(of: phone, .resetPasscode)
        #expect(done.map(\.actionState) == ["done"] && done.first?.passcode == nil)
        #expect(done.first?.deviceDisplayName == "Lumia" && done.first?.managedDeviceId == "phone-1")
        #expect(try await graph.audits().filter { $0.action == "passcodeRead" }.isEmpty)
        let shown = try await graph.device("phone-1").deviceActionResults.first { $0.actionName == "resetPasscode" }
        #expect(shown?.passcode == "471123" && shown?.passcodeShownUntil != nil)
        #expect(try await graph.audits().map(\.action).last == "passcodeRead")
    }

    @Test("What a device cannot do is refused with the reason; what is pending can be taken back")
    func refused() async throws {
        let lab = try await LabOfTest()
        let graph = lab.connection
        let computer = try await graph.find(GraphDevice.self, named: "pc-1")
        let failure = await #expect(throws: GraphFailure.self) { try await graph.request(.resetPasscode, of: computer) }
        #expect(failure?.code == .refused(status: 400, error: "NotSupported"))
        #expect(failure?.message.contains("Twin runs Windows on a PC") == true)
        try await graph.request(.wipe, of: computer, keepUserData: true)
        let pending = try #require(try await graph.actions(of: computer).first)
        #expect(!pending.isFinal)
        try await graph.cancel(pending, of: computer)
        #expect(try await graph.actions(of: computer).map(\.actionState) == ["canceled"])
    }

    static func setting(_ isOn: Bool) -> GraphSetting {
        GraphSetting(
            type: "#microsoft.graph.omaSettingBoolean", displayName: "EnablePinRecovery", omaUri: uri,
            value: .bool(isOn))
    }
}
