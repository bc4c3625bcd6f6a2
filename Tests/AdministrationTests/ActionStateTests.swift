import Administration
import Notation
import SyncML
import Testing

@Suite("What becomes of an action")
struct ActionStateTests {
    /// Columns in the order of `DeviceActionEvent`: send, interrupt, accept, succeed, fail, refuse, cancel.
    static let table: [(DeviceAction.State, [DeviceAction.State?])] = [
        (.pending, [.active, nil, nil, nil, nil, nil, .canceled]),
        (.active, [.active, .active, .active, .done, .failed, .notSupported, nil]),
        (.done, [nil, nil, nil, nil, nil, nil, nil]),
        (.failed, [nil, nil, nil, nil, nil, nil, nil]),
        (.notSupported, [nil, nil, nil, nil, nil, nil, nil]),
        (.canceled, [nil, nil, nil, nil, nil, nil, nil]),
    ]

    @Test("The table of states and events is whole")
    func states() {
        #expect(Self.table.map(\.0) == DeviceAction.State.allCases)
        for (state, row) in Self.table {
            #expect(row.count == DeviceActionEvent.allCases.count)
            for (event, expected) in zip(DeviceActionEvent.allCases, row) {
                #expect(state.after(event) == expected, "\(state) after \(event)")
            }
        }
    }

    static let deliveries: [(DeviceAction.Delivery, [DeviceAction.Delivery])] = [
        (.waiting, [.sent, .waiting, .accepted, .waiting, .waiting, .waiting, .waiting]),
        (.sent, [.sent, .waiting, .accepted, .sent, .sent, .sent, .sent]),
        (.accepted, [.sent, .accepted, .accepted, .accepted, .accepted, .accepted, .accepted]),
    ]

    @Test("What was sent waits again after an interruption, what was accepted does not")
    func delivery() {
        #expect(Self.deliveries.map(\.0) == DeviceAction.Delivery.allCases)
        for (delivery, row) in Self.deliveries {
            #expect(DeviceActionEvent.allCases.map { delivery.after($0) } == row, "\(delivery)")
        }
    }

    typealias Status = DeviceAnswer.Status
    static let lock = "./Vendor/MSFT/RemoteLock/Lock"
    static let recover = "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN"
    static let told = [DeviceAnswer.Result(ActionCommand.newPINValue, "471123")]

    struct Row: Sendable, CustomTestStringConvertible {
        var kind: DeviceActionKind
        var answer: DeviceAnswer
        var verdict: ActionCommand.Verdict
        var state: DeviceAction.State
        var errorCode: Int32 = 0

        var testDescription: String { "\(kind) \(answer.statuses.map(\.code.rawValue))" }
    }

    static let noPasscode = "The phone said that it has a new passcode, and did not tell which. Reset it again."

    static let rows = [
        Row(
            kind: .remoteLock, answer: DeviceAnswer(statuses: [Status("Exec", lock, 200)]), verdict: .done, state: .done
        ),
        Row(kind: .rebootNow, answer: DeviceAnswer(statuses: [Status("Exec", nil, 202)]), verdict: .done, state: .done),
        Row(
            kind: .remoteLock, answer: DeviceAnswer(statuses: [Status("Exec", lock, 405)]),
            verdict: .failed(
                405,
                "The device answered 405 (Command not allowed): it has no PIN, so there is nothing to lock it with."),
            state: .failed, errorCode: -2_016_345_707),
        Row(
            kind: .remoteLock, answer: DeviceAnswer(statuses: [Status("Exec", lock, 404)]),
            verdict: .notSupported(
                404, "The device answered 404 (Not found): it has nothing that could do this."),
            state: .notSupported, errorCode: -2_016_345_708),
        Row(kind: .remoteLock, answer: DeviceAnswer(), verdict: .unanswered, state: .active),
        Row(
            kind: .resetPasscode,
            answer: DeviceAnswer(
                statuses: [Status("Sequence", nil, 200), Status("Exec", recover, 200), Status("Get", nil, 200)],
                results: told),
            verdict: .passcode("471123"), state: .done),
        Row(
            kind: .resetPasscode,
            answer: DeviceAnswer(
                statuses: [Status("Exec", recover, 200)], results: [.init(ActionCommand.newPINValue, "")]),
            verdict: .failed(500, noPasscode), state: .failed, errorCode: -2_016_345_612),
        Row(
            kind: .resetPasscode, answer: DeviceAnswer(statuses: [Status("Exec", recover, 500)]),
            verdict: .failed(500, "The device answered 500 (Command failed)."), state: .failed,
            errorCode: -2_016_345_612),
        Row(kind: .wipe, answer: DeviceAnswer(statuses: [Status("Exec", nil, 200)]), verdict: .done, state: .done),
        Row(
            kind: .retire, answer: DeviceAnswer(statuses: [Status("Exec", nil, 200)]), verdict: .underWay,
            state: .active),
        Row(kind: .retire, answer: DeviceAnswer(), verdict: .unanswered, state: .active),
        Row(
            kind: .retire, answer: DeviceAnswer(statuses: [Status("Exec", nil, 500)]),
            verdict: .failed(500, "The device answered 500 (Command failed)."), state: .failed,
            errorCode: -2_016_345_612),
    ]

    @Test("S11: an answer becomes a verdict, and the verdict a state with Intune's number", arguments: rows)
    func verdict(row: Row) throws {
        #expect(ActionCommand.verdict(row.kind, row.answer) == row.verdict)
        var sample = try SampleTenant()
        let asked = try sample.tenant.request(row.kind, on: SampleTenant.phone, SampleTenant.occasion())
        let later = SampleTenant.occasion(after: 60, by: "phone")
        try sample.send(row.kind, later)
        sample.tenant.take(row.answer, to: .action(asked.id), from: SampleTenant.phone, later)
        let action = try sample.action(row.kind)
        #expect(action.state == row.state)
        #expect(action.errorCode == row.errorCode)
        #expect(action.lastUpdatedDateTime == later.now)
        #expect((action.detailsPath != nil) == (row.state == .failed || row.state == .notSupported))
        #expect((action.reason != nil) == (action.detailsPath != nil))
    }

    @Test(
        "What goes out for each",
        arguments: [
            (DeviceActionKind.remoteLock, "Exec ./Vendor/MSFT/RemoteLock/Lock"),
            (
                .resetPasscode,
                "Sequence(Exec ./Vendor/MSFT/RemoteLock/LockAndRecoverPIN, Get ./Vendor/MSFT/RemoteLock/NewPINValue)"
            ),
            (.wipe, "Exec ./Vendor/MSFT/RemoteWipe/doWipe"),
            (.retire, "Exec ./Vendor/MSFT/DMClient/Provider/Lab/Unenroll"),
            (.rebootNow, "Exec ./Device/Vendor/MSFT/Reboot/RebootNow"),
        ])
    func sent(kind: DeviceActionKind, command: String) throws {
        var sample = try SampleTenant()
        var phone = PlayedPhone(passcode: "1")
        try sample.tenant.request(kind, on: SampleTenant.phone, SampleTenant.occasion())
        phone.sync(&sample)
        #expect(phone.received == [command])
    }

    @Test("A wipe that keeps data sends another command, and the device is gone afterwards")
    func wipe() throws {
        var sample = try SampleTenant()
        var phone = PlayedPhone()
        try sample.tenant.request(.wipe, on: SampleTenant.phone, keepUserData: true, SampleTenant.occasion())
        #expect(try sample.managementState() == .wipePending)
        phone.sync(&sample)
        #expect(phone.received == ["Exec ./Vendor/MSFT/RemoteWipe/doWipePersistUserData"])
        #expect(try sample.managementState() == .wipeIssued)
        #expect(try !sample.device().isEnrolled)
    }

    @Test("A retire is done when the device leaves; what else was asked has then failed or is canceled")
    func retire() throws {
        var sample = try SampleTenant()
        for kind in [DeviceActionKind.retire, .remoteLock, .resetPasscode] {
            try sample.tenant.request(kind, on: SampleTenant.phone, SampleTenant.occasion())
        }
        for kind in [DeviceActionKind.retire, .remoteLock] {
            try sample.send(kind)
        }
        sample.tenant.leave(SampleTenant.phone, SampleTenant.occasion(after: 5))
        #expect(try sample.action(.retire).state == .done)
        #expect(try sample.action(.remoteLock).state == .failed)
        #expect(try sample.action(.resetPasscode).state == .canceled)
        #expect(try sample.managementState() == .retireIssued)
    }

    @Test("A sync is done when a session has ended, and sends nothing")
    func sync() throws {
        var sample = try SampleTenant()
        var phone = PlayedPhone()
        try sample.tenant.request(.syncDevice, on: SampleTenant.phone, SampleTenant.occasion())
        phone.sync(&sample, after: 30)
        #expect(phone.received.isEmpty)
        #expect(try sample.action(.syncDevice).state == .done)
        #expect(try sample.device().lastSyncDateTime == SampleTenant.start.adding(seconds: 30))
    }

    @Test("What was sent and never answered is sent again in the next session; what was answered is not")
    func interrupted() throws {
        var sample = try SampleTenant()
        try sample.tenant.request(.remoteLock, on: SampleTenant.phone, SampleTenant.occasion())
        sample.tenant.beginSession(of: SampleTenant.phone, SampleTenant.occasion())
        try sample.send(.remoteLock)
        #expect(sample.tenant.work(for: SampleTenant.phone, provider: "Lab").isEmpty)
        var phone = PlayedPhone()
        phone.sync(&sample)
        #expect(phone.received == ["Exec ./Vendor/MSFT/RemoteLock/Lock"])
        phone.sync(&sample)
        #expect(phone.received.isEmpty)
    }

    @Test("Pending can be canceled, by name; active cannot")
    func cancel() throws {
        var sample = try SampleTenant()
        let asked = try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion())
        try sample.tenant.cancel(asked.id, SampleTenant.occasion(by: "other@lab.example"))
        #expect(try sample.action(.resetPasscode).state == .canceled)
        #expect(try sample.action(.resetPasscode).reason == "other@lab.example has canceled it.")
        let again = try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion())
        try sample.send(.resetPasscode)
        let refusal = #expect(throws: AdministrationError.self) {
            try sample.tenant.cancel(again.id, SampleTenant.occasion())
        }
        #expect(refusal?.code == .wrongState)
        #expect(try sample.action(.resetPasscode).state == .active)
    }

    @Test("A second request takes the place of one that waits, and lists show one of each kind, the newest first")
    func replaced() throws {
        var sample = try SampleTenant()
        for seconds in [0, 1, 2] as [Int64] {
            try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion(after: seconds))
        }
        try sample.tenant.request(.remoteLock, on: SampleTenant.phone, SampleTenant.occasion(after: 3))
        #expect(
            sample.tenant.actions(of: SampleTenant.phone).map(\.state) == [.canceled, .canceled, .pending, .pending])
        #expect(sample.tenant.lastActions(of: SampleTenant.phone).map(\.kind) == [.remoteLock, .resetPasscode])
        #expect(sample.tenant.audits.rows.count { $0.activity == .actionRequested } == 4)
    }

    @Test("Of many actions the oldest that have ended are forgotten")
    func bounded() throws {
        var sample = try SampleTenant()
        for seconds in 0..<Int64(AdministrationBounds.actions + 20) {
            try sample.tenant.request(.remoteLock, on: SampleTenant.phone, SampleTenant.occasion(after: seconds))
        }
        let kept = sample.tenant.actions(of: SampleTenant.phone)
        #expect(kept.count == AdministrationBounds.actions)
        #expect(kept.last?.state == .pending)
        #expect(kept.first?.startDateTime == SampleTenant.start.adding(seconds: 20))
    }
}
