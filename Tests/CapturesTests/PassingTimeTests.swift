import Captures
import Notation
import SimulatedPhone
import SyncML
import Testing

/// What a recorded phone did by itself while time passed, between messages and between sessions: a replay does it too, by the
/// time that the capture tells.
struct PassingTimeTests {
    private static let lockAndRecover = "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN"

    /// Policies with which an open phone locks itself after a minute.
    private static let idle =
        Ask.replace(2, "./Vendor/MSFT/Policy/Config/DeviceLock/DevicePasswordEnabled", "0")
        + Ask.replace(3, "./Vendor/MSFT/Policy/Config/DeviceLock/MaxInactivityTimeDeviceLock", "1")

    /// Recovery is turned on and used in one message: that goes well on an open phone only, because a locked one has nothing
    /// yet to recover with.
    private static func recover() throws -> String {
        let tenant = try #require(PhoneProfile.lumia950.joined?.tenant)
        return Ask.replace(
            4, "./Device/Vendor/MSFT/PassportForWork/\(tenant)/Policies/EnablePinRecovery", "true", format: "bool")
            + Ask.exec(5, lockAndRecover)
    }

    /// How a talk came to its end, and how the recorded phone answered.
    enum Course: CaseIterable {
        case idleInSession, idleBetweenSessions, inTime, restarted, notYetRestarted

        var recovered: Bool { self == .inTime || self == .notYetRestarted }

        func talk() throws -> OwnTalk {
            var talk = try OwnTalk()
            switch self {
            case .idleInSession: try talk.hold(PassingTimeTests.idle, try PassingTimeTests.recover(), pause: 90)
            case .idleBetweenSessions:
                try talk.hold(PassingTimeTests.idle)
                talk.wait(3600)
                try talk.hold(try PassingTimeTests.recover())
            case .inTime:
                try talk.hold(PassingTimeTests.idle, try PassingTimeTests.recover(), pause: 10)
            case .restarted, .notYetRestarted:
                let time = talk.time.adding(seconds: self == .restarted ? 300 : 900).text
                try talk.hold(Ask.replace(2, "./Device/Vendor/MSFT/Reboot/Schedule/Single", time, format: "chr"))
                talk.wait(600)
                try talk.hold(try PassingTimeTests.recover())
            }
            return talk
        }
    }

    private static func statuses(_ recording: Recording) throws -> [UInt16] {
        try recording.sessions.flatMap(\.messages).filter { $0.sender == .device }.flatMap { message in
            try message.reading().message.commands.compactMap { command in
                guard case .status(let status) = command, status.command == "Exec" else { return nil }
                return status.code?.rawValue
            }
        }
    }

    @Test(arguments: Course.allCases) func `what a phone did by itself it does again, by the dates of the server`(
        _ course: Course
    ) throws {
        let talk = try course.talk()
        let recording = try Recording.read([talk.httpText])
        #expect(try Self.statuses(recording).last == (course.recovered ? 200 : 500))
        #expect(try recording.replayed().differences == [])
    }

    /// The talk's messages with the times at which the phone ran the server's, as a recording of our own knows them.
    private static func recording(_ talk: OwnTalk) throws -> Recording {
        var recording = try talk.recording
        var instants = talk.instants.makeIterator()
        for session in recording.sessions.indices {
            for exchange in recording.sessions[session].exchanges.indices {
                guard recording.sessions[session].exchanges[exchange].response != nil else { continue }
                recording.sessions[session].exchanges[exchange].circumstances = .init(instant: instants.next())
            }
        }
        return recording
    }

    @Test func `a phone that a recording holds as it was locks itself in the middle of its session`() throws {
        var talk = try OwnTalk()
        let before = talk.phone
        try talk.hold(Self.idle, try Self.recover(), pause: 90)
        var replay = try PhoneReplay(.capture([.lumia950]), PhoneReplay.Options(now: OwnTalk.now))
        var turns: [ReplayedTurn] = []
        for session in try Self.recording(talk).sessions { replay.replay(session, on: before) { turns.append($0) } }
        #expect(turns.compared == 3 && turns.differences == [])
    }

    @Test func `time stands still where somebody says so`() throws {
        let recording = try Recording.read([try Course.idleInSession.talk().httpText])
        let differences = try recording.replayed { $0.keepsTime = true }.differences
        #expect(differences.map(\.address).contains(Self.lockAndRecover))
    }

    @Test(arguments: Course.allCases) func `it does so by the times of a recording, whose phones are not there`(
        _ course: Course
    ) throws {
        #expect(try Self.recording(try course.talk()).replayed().differences == [])
    }
}
