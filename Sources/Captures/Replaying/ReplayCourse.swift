internal import SyncML

/// Where a replay is in a session.
struct ReplayCourse {
    let session: RecordedSession
    /// The session's place in the capture, from 1.
    let number: Int
    /// The phone's.
    private let profile: String
    private var turns = 0
    var hasBegun: Bool { turns > 0 }

    init(session: RecordedSession, number: Int, profile: String) {
        self.session = session
        self.number = number
        self.profile = profile
    }

    /// - Parameter message: what the octets say.
    mutating func turn(
        asked: RecordedMessage? = nil, recorded: RecordedMessage?, replayed octets: [UInt8]?, _ message: Message?
    ) -> ReplayedTurn {
        turns += 1
        let replayed = octets.map { octets in
            let outline = message.map { MessageOutline($0, form: MessageForm(of: octets)) }
            return RecordedMessage(
                sender: .device, octets: octets, content: outline.map { .message($0) } ?? .other("unreadable"),
                place: CapturePlace("replay"))
        }
        return ReplayedTurn(
            session: session.id, device: session.device, profile: profile, sessionNumber: number, number: turns,
            asked: asked, recorded: recorded, replayed: replayed)
    }
}
