import Administration
import Lab
import Notation
import Settings
import SyncML
import Testing

/// What administrators want goes out in the sessions of phones, beside what was queued as it is.
@Suite("A session asks the administrators' side")
struct DeskTests {
    private static let recovery = OmaSetting(
        displayName: "Recovery", omaURI: "./Device/Vendor/MSFT/PassportForWork/T/Policies/EnablePinRecovery",
        value: .boolean(true))

    @Test("A phone that enrols is a device of the tenant, with what it told of itself")
    func enrolled() async throws {
        var talk = try await DeskTalk()
        let device = try await talk.device
        #expect(device.platform == .windowsMobile && device.osVersion == "10.0.15063.297")
        #expect(device.deviceName == "Windows Phone" && device.imei == "350000000000006")
        let user = try #require(try await talk.tenant.user(named: "adele@lab.example"))
        #expect(device.user == user.id && !user.isAdministrator)
        _ = try await talk.send(talk.phone.packageOne())
        let known = try await talk.device
        #expect(known.manufacturer == "Maker" && known.model == "Model" && known.lastSyncDateTime != nil)
        try await talk.management.enroll(DeskTalk.device(talk.phone.id))
        #expect(try await talk.device.id == device.id)
        #expect(try await talk.tenant.devices.count == 1)
    }

    @Test(
        "Whether a phone is joined to Azure AD follows from how it enrolled",
        arguments: [("Device", true), ("Full", false), (nil, true)] as [(String?, Bool)])
    func joined(type: String?, isJoined: Bool) async throws {
        let talk = try await DeskTalk()
        var device = DeskTalk.device(talk.phone.id)
        if let type { device.context.append(LabDevice.ContextItem(name: "EnrollmentType", value: type)) }
        try await talk.management.enroll(device)
        let known = try await talk.device
        #expect(known.isAzureADJoined == isJoined)
        #expect((ActionSupport.reason(.resetPasscode, on: known) == .resetNotJoined) == !isJoined)
    }

    @Test("S1, S10: queued commands and a reset go out together; the passcode is the tenant's, and nothing else has it")
    func reset() async throws {
        var talk = try await DeskTalk()
        try await talk.management.queue(.get("./A"), for: talk.phone.id)
        try await talk.request(.resetPasscode)
        let reply = try await talk.send(talk.phone.packageOne())
        #expect(
            reply.requestLines == [
                "Get 4 ./A",
                "Sequence 5 {Exec 6 ./Vendor/MSFT/RemoteLock/LockAndRecoverPIN; "
                    + "Get 7 ./Vendor/MSFT/RemoteLock/NewPINValue}",
            ])
        #expect(try await talk.actions.map(\.state) == [.active])
        let results = DeskTalk.pin("482915", commandRef: "7")
        let end = try await talk.send(talk.phone.answer(reply.message, results: [results]))
        #expect(end.requests.isEmpty)
        #expect(try await talk.actions.map(\.state) == [.done])
        #expect(try await talk.tenant.passcodes.rows.map(\.value) == ["482915"])
        let device = try await talk.management.device(talk.phone.id)
        #expect(device.passcode == nil && device.queue.map(\.number) == [1])
    }

    @Test("S11: what a phone refuses fails with the reason and a link")
    func failed() async throws {
        var talk = try await DeskTalk()
        try await talk.request(.resetPasscode)
        let reply = try await talk.send(talk.phone.packageOne())
        _ = try await talk.send(talk.phone.answer(reply.message) { _ in 500 })
        let action = try #require(try await talk.actions.first)
        #expect(action.state == .failed && action.errorCode == ReportedError.number(500))
        #expect(action.reason?.contains("has not consented to") == true && action.detailsPath != nil)
    }

    @Test("A profile is one Atomic with Add; where the node is there already, Replace follows in the same session")
    func turned() async throws {
        var talk = try await DeskTalk()
        try await talk.assign("p1", [Self.recovery])
        let reply = try await talk.send(talk.phone.packageOne())
        let address = Self.recovery.omaURI
        #expect(reply.requestLines == ["Atomic 4 {Add 5 \(address)}"])
        let refusal = talk.phone.answer(reply.message) { command in
            if case .access = command { 418 } else { 507 }
        }
        let second = try await talk.send(refusal)
        #expect(second.requestLines == ["Atomic 2 {Replace 3 \(address)}"])
        let end = try await talk.send(talk.phone.answer(second.message))
        #expect(end.requests.isEmpty)
        let (tenant, device) = (try await talk.tenant, try await talk.device)
        let profile = try #require(tenant.configurations.rows.first)
        #expect(tenant.state(of: profile, on: device) == .succeeded)
    }

    @Test("What a session left unanswered is asked again in the next, once")
    func interrupted() async throws {
        var talk = try await DeskTalk()
        try await talk.request(.remoteLock)
        _ = try await talk.send(talk.phone.packageOne())
        talk.beginSession("2")
        let reply = try await talk.send(talk.phone.packageOne())
        #expect(reply.requestLines == ["Exec 4 ./Vendor/MSFT/RemoteLock/Lock"])
        _ = try await talk.send(talk.phone.answer(reply.message))
        talk.beginSession("3")
        #expect(try await talk.send(talk.phone.packageOne()).requests.isEmpty)
        #expect(try await talk.actions.map(\.state) == [.done])
    }

    @Test("A sync that was asked for is done when the phone has come by")
    func sync() async throws {
        var talk = try await DeskTalk()
        try await talk.request(.syncDevice)
        #expect(try await talk.send(talk.phone.packageOne()).requests.isEmpty)
        #expect(try await talk.actions.map(\.state) == [.done])
    }

    @Test("A phone that was asked to leave and leaves is done with it, also in a session of its own")
    func retired() async throws {
        var talk = try await DeskTalk()
        try await talk.request(.retire)
        let reply = try await talk.send(talk.phone.packageOne())
        #expect(reply.requests.count == 1)
        talk.beginSession("2")
        let item = Item(
            meta: Meta(format: .int, type: "com.microsoft:mdm.unenrollment.userrequest"), data: .text("1"))
        let alert = Command.alert(Alert(id: "4", code: .genericAlert, items: [item]))
        #expect(try await talk.send(talk.phone.packageOne([alert])).requests.isEmpty)
        #expect(try await talk.actions.map(\.state) == [.done])
        let device = try await talk.device
        #expect(!device.isEnrolled)
        #expect(try await talk.tenant.managementState(of: device) == .retireIssued)
    }

    @Test("What could not be kept was not heard: the same message is taken when it comes again")
    func notKept() async throws {
        let store = StubbornStore()
        var talk = try await DeskTalk(store: store)
        try await talk.request(.resetPasscode)
        let reply = try await talk.send(talk.phone.packageOne())
        let answer = talk.phone.answer(reply.message, results: [DeskTalk.pin("482915", commandRef: "6")])
        await store.refuse(true)
        #expect(await talk.management.reply(to: answer, address: TestPhone.server) == nil)
        await store.refuse(false)
        #expect(try await talk.send(answer).requests.isEmpty)
        #expect(try await talk.tenant.passcodes.rows.map(\.value) == ["482915"])
    }

    @Test("Two messages of one phone do not tangle, and other phones do not wait for them")
    func turns() async throws {
        let store = StubbornStore()
        var talk = try await DeskTalk(store: store)
        var other = TestPhone(id: "PHONE-2")
        try await talk.request(.remoteLock)
        let (management, message) = (talk.management, talk.phone.packageOne())
        await store.hold()
        async let first = management.reply(to: message, address: TestPhone.server)
        await store.held()
        async let second = management.reply(to: message, address: TestPhone.server)
        // A stranger's session asks nobody.
        #expect(await management.reply(to: other.packageOne(), address: TestPhone.server) != nil)
        await store.release()
        let (one, two) = await (first, second)
        #expect(one?.requestLines == ["Exec 4 ./Vendor/MSFT/RemoteLock/Lock"])
        #expect(one == two)
    }
}
