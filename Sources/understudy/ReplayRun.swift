import Captures

/// Reads a capture, plays it to a phone, and tells what comes of it while it goes on.
struct ReplayRun {
    private let input: CaptureInput
    private var replay: PhoneReplay
    private let phones: RecordedPhones?
    private var stage: ReplayStage

    /// - Parameter phones: those that a recording of our own has kept, each as it was before a session.
    init(_ input: CaptureInput, _ replay: PhoneReplay, _ phones: RecordedPhones?, _ stage: ReplayStage) {
        self.input = input
        self.replay = replay
        self.phones = phones
        self.stage = stage
    }

    /// The profile of the phone that answered.
    var profile: String? { replay.profile }

    var summary: ReplaySummary { stage.summary }

    /// What of the capture is missing; nil where it is whole.
    private(set) var damage: CaptureError?

    /// - Throws: `Failure` where there is nothing to replay, or a file is broken; what was played before is told by then.
    mutating func run() throws {
        do {
            try play()
        } catch {
            stage.fail("\(error)", at: refused)
            throw error
        }
        if let damage { stage.fail("\(damage)") } else { stage.finish() }
    }

    /// The message that is the reason why there is nothing to play.
    private var refused: CapturePlace?

    private mutating func play() throws {
        var stream = CaptureStream()
        let input = input
        try input.read(into: &stream) { try take(from: &$0) }
        let rest = try finish(&stream)
        stage.summary.unreadable = stream.unreadable
        stage.summary.add(rest.others)
        for session in rest.sessions { try play(session) }
        damage = stream.damage
        guard summary.sessions > 0 else {
            if let damage { throw Failure.data("\(damage)") }
            throw Failure.data(
                "there is no session in it to play, only enrolment; record on until the phone talks with its management "
                    + "server")
        }
    }

    private mutating func take(from stream: inout CaptureStream) throws {
        stage.add(stream.takeWarnings())
        stage.summary.add(stream.takeOthers())
        for session in stream.takeSessions() { try play(session) }
    }

    private mutating func finish(
        _ stream: inout CaptureStream
    ) throws -> (sessions: [RecordedSession], others: [RecordedExchange]) {
        do throws(CaptureError) {
            let rest = try stream.finish()
            stage.add(stream.takeWarnings())
            return rest
        } catch {
            stage.add(stream.takeWarnings())
            if error.code == .unreadable { refused = error.place }
            throw Failure.data("\(error)")
        }
    }

    private mutating func play(_ session: RecordedSession) throws {
        stage.summary.sessions += 1
        replay.replay(session, on: try phones?.phone(of: session)) { stage.add($0) }
    }
}
