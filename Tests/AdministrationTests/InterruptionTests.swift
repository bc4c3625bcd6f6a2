import Administration
import Notation
import Settings
import SyncML
import Testing

@Suite("Sessions that break off, answers that come late or from elsewhere, devices that go")
struct InterruptionTests {
    typealias Status = DeviceAnswer.Status

    static let accepted = DeviceAnswer(statuses: [Status("Exec", nil, 200)])
    static let refused = DeviceAnswer(statuses: [Status("Exec", nil, 500)])

    private static func told(_ passcode: String) -> DeviceAnswer {
        DeviceAnswer(
            statuses: [Status("Exec", nil, 200)], results: [.init(ActionCommand.newPINValue, passcode)])
    }

    @Test("What got no status is not sent again in the same session, and is in the next")
    func unanswered() throws {
        var sample = try SampleTenant()
        try sample.addProfile("p", [("./a", .integer(1))], to: [.allDevices])
        for kind in [DeviceActionKind.resetPasscode, .retire, .remoteLock, .wipe] {
            try sample.tenant.request(kind, on: SampleTenant.phone, SampleTenant.occasion())
        }
        for session in 1...3 {
            sample.tenant.beginSession(of: SampleTenant.phone, SampleTenant.occasion())
            let work = sample.work()
            #expect(work.count == 5, "session \(session)")
            for piece in work {
                sample.tenant.send(piece, to: SampleTenant.phone, SampleTenant.occasion())
                sample.take(DeviceAnswer(), to: piece.subject)
            }
            #expect(sample.work().isEmpty, "session \(session)")
            #expect(sample.tenant.actions(of: SampleTenant.phone).allSatisfy { $0.state == .active })
        }
    }

    @Test(
        "What was sent once cannot be canceled, nor by a later request, and its passcode is kept however late it comes")
    func late() throws {
        var sample = try SampleTenant()
        let first = try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion())
        try sample.send(.resetPasscode)
        sample.tenant.beginSession(of: SampleTenant.phone, SampleTenant.occasion(after: 60))
        let refusal = #expect(throws: AdministrationError.self) {
            try sample.tenant.cancel(first.id, SampleTenant.occasion())
        }
        #expect(refusal?.code == .wrongState)
        try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion(after: 61))
        #expect(sample.tenant.actions[first.id]?.state == .active)
        sample.take(Self.told("4711"), to: .action(first.id))
        #expect(sample.tenant.actions[first.id]?.state == .done)
        #expect(sample.tenant.readPasscode(of: first.id, SampleTenant.occasion()) == "4711")
    }

    @Test("A passcode that is told twice is shown no longer for it")
    func toldTwice() throws {
        var sample = try SampleTenant()
        let asked = try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion())
        try sample.send(.resetPasscode)
        for seconds in [10, 86_400] as [Int64] {
            sample.take(Self.told("4711"), to: .action(asked.id), after: seconds)
        }
        #expect(sample.tenant.nextPasscodeEnd == SampleTenant.start.adding(seconds: 10).adding(days: 7))
    }

    @Test("A retire that was accepted is not sent again; the device's leaving, told in a later session, is its end")
    func retireAnswered() throws {
        var sample = try SampleTenant()
        try sample.tenant.request(.retire, on: SampleTenant.phone, SampleTenant.occasion())
        sample.tenant.beginSession(of: SampleTenant.phone, SampleTenant.occasion())
        for piece in sample.work() {
            sample.tenant.send(piece, to: SampleTenant.phone, SampleTenant.occasion())
            sample.take(Self.accepted, to: piece.subject)
        }
        sample.tenant.endSession(of: SampleTenant.phone, SampleTenant.occasion())
        sample.tenant.beginSession(of: SampleTenant.phone, SampleTenant.occasion(after: 60))
        #expect(sample.work().isEmpty)
        sample.tenant.leave(SampleTenant.phone, SampleTenant.occasion(after: 60))
        #expect(try sample.action(.retire).state == .done)
        #expect(try sample.managementState() == .retireIssued)
    }

    @Test("An answer counts for what its own device was sent, and for nothing of another")
    func foreign() throws {
        var sample = try SampleTenant()
        let other: ObjectID = "dddddddd-0000-4000-8000-000000000002"
        try sample.enroll(SampleTenant.device(other, .windowsMobile, managementName: "urn:phone:2"))
        let asked = try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion())
        let work = try #require(sample.work().first)
        sample.tenant.send(work, to: other, SampleTenant.occasion())
        #expect(try sample.action(.resetPasscode).state == .pending)
        sample.tenant.send(work, to: SampleTenant.phone, SampleTenant.occasion())
        sample.tenant.take(Self.told("6666"), to: .action(asked.id), from: other, SampleTenant.occasion())
        #expect(try sample.action(.resetPasscode).state == .active)
        #expect(sample.tenant.passcodes.count == 0)
    }

    @Test("S10: the action that holds the passcode in force is shown beside a newer one, whatever became of that")
    func holderIsShown() throws {
        var sample = try SampleTenant()
        let first = try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion())
        try sample.send(.resetPasscode)
        sample.take(Self.told("4711"), to: .action(first.id))
        let second = try sample.tenant.request(
            .resetPasscode, on: SampleTenant.phone, SampleTenant.occasion(after: 60))
        #expect(sample.tenant.lastActions(of: SampleTenant.phone).map(\.id) == [second.id, first.id])
        try sample.send(.resetPasscode)
        sample.take(Self.refused, to: .action(second.id))
        #expect(sample.tenant.lastActions(of: SampleTenant.phone).map(\.id) == [second.id, first.id])
        #expect(sample.tenant.readPasscode(of: first.id, SampleTenant.occasion(after: 61)) == "4711")
    }

    @Test("S10: however many actions follow, the one whose passcode is shown is not forgotten")
    func holderIsKept() throws {
        var sample = try SampleTenant()
        let asked = try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion())
        try sample.send(.resetPasscode)
        sample.take(Self.told("4711"), to: .action(asked.id))
        for seconds in 1...Int64(AdministrationBounds.actions + 5) {
            try sample.tenant.request(.remoteLock, on: SampleTenant.phone, SampleTenant.occasion(after: seconds))
        }
        #expect(sample.tenant.actions(of: SampleTenant.phone).count == AdministrationBounds.actions)
        #expect(sample.tenant.lastActions(of: SampleTenant.phone).last?.id == asked.id)
    }

    struct Leaving: Sendable, CustomTestStringConvertible {
        /// What was asked, and the answer to it; nil for none, so that it waits.
        var asked: [(kind: DeviceActionKind, answer: DeviceAnswer?)]
        /// Which of them is taken back in the end.
        var canceled: DeviceActionKind?
        var state: ManagedDevice.ManagementState

        var testDescription: String { "\(asked.map(\.kind)) \(state)" }
    }

    static let leavings = [
        Leaving(asked: [], state: .managed),
        Leaving(asked: [(.remoteLock, accepted)], state: .managed),
        Leaving(asked: [(.retire, nil)], state: .retirePending),
        Leaving(asked: [(.retire, accepted)], state: .retireIssued),
        Leaving(asked: [(.retire, refused)], state: .retireFailed),
        Leaving(asked: [(.wipe, refused)], state: .wipeFailed),
        Leaving(asked: [(.retire, refused), (.wipe, nil)], state: .wipePending),
        Leaving(asked: [(.wipe, nil)], canceled: .wipe, state: .managed),
        Leaving(asked: [(.retire, accepted), (.wipe, nil)], canceled: .wipe, state: .retireIssued),
        Leaving(asked: [(.retire, refused), (.wipe, nil)], canceled: .wipe, state: .retireFailed),
    ]

    @Test(
        "How a device stands to management follows from what was asked of it and what came of that", arguments: leavings
    )
    func managementState(row: Leaving) throws {
        var sample = try SampleTenant()
        for (kind, answer) in row.asked {
            let asked = try sample.tenant.request(kind, on: SampleTenant.phone, SampleTenant.occasion())
            guard let answer else { continue }
            try sample.send(kind)
            sample.take(answer, to: .action(asked.id))
        }
        if let canceled = row.canceled {
            try sample.tenant.cancel(try sample.action(canceled).id, SampleTenant.occasion())
        }
        #expect(try sample.managementState() == row.state)
    }

    @Test(
        "A phone that is joined to Azure AD refuses to be retired, and the reason says what to do instead (csp.md C22)")
    func retireRefused() throws {
        for isJoined in [true, false] {
            var sample = try SampleTenant()
            sample.tenant.devices[SampleTenant.phone]?.isAzureADJoined = isJoined
            let asked = try sample.tenant.request(.retire, on: SampleTenant.phone, SampleTenant.occasion())
            try sample.send(.retire)
            sample.take(DeviceAnswer(statuses: [Status("Exec", nil, 405)]), to: .action(asked.id))
            #expect(try sample.action(.retire).state == .failed)
            #expect(try sample.action(.retire).reason?.contains("Wipe it instead") == isJoined)
        }
    }

    enum End: CaseIterable {
        case wiped, leftWhileWiped, enrolledAnew
    }

    @Test("With a wipe, or with another enrolment, ends all that was of the device's time", arguments: End.allCases)
    func ended(end: End) throws {
        var sample = try SampleTenant()
        var phone = PlayedPhone(passcode: "4711")
        try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion())
        phone.sync(&sample)
        #expect(sample.tenant.passcodes.count == 1)
        let wipe = try sample.tenant.request(.wipe, on: SampleTenant.phone, SampleTenant.occasion())
        try sample.send(.wipe)
        try sample.tenant.request(.remoteLock, on: SampleTenant.phone, SampleTenant.occasion())
        switch end {
        case .wiped: sample.take(Self.accepted, to: .action(wipe.id))
        case .leftWhileWiped: sample.tenant.leave(SampleTenant.phone, SampleTenant.occasion())
        case .enrolledAnew:
            try sample.enroll(SampleTenant.device("x", .windowsMobile, managementName: "urn:phone:1"))
        }
        #expect(try sample.action(.wipe).state == .done)
        #expect(try sample.action(.remoteLock).state == .canceled)
        #expect(sample.tenant.passcodes.count == 0)
        #expect(try sample.device().isEnrolled == (end == .enrolledAnew))
        #expect(try sample.managementState() == (end == .enrolledAnew ? .managed : .wipeIssued))
    }

    @Test("A phone that leaves without being wiped keeps its PIN, so its passcode goes on being shown")
    func leftWithPasscode() throws {
        var sample = try SampleTenant()
        var phone = PlayedPhone(passcode: "4711")
        try sample.tenant.request(.resetPasscode, on: SampleTenant.phone, SampleTenant.occasion())
        phone.sync(&sample)
        sample.tenant.leave(SampleTenant.phone, SampleTenant.occasion())
        #expect(sample.tenant.passcodes.rows.map(\.value) == ["4711"])
    }
}
