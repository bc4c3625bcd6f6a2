internal import SyncML

/// A message of the server and the recorded answer, read.
struct ReadTurn: Sendable {
    let server: RecordedMessage
    var asked: Message
    /// nil where the capture does not hold it.
    let recorded: RecordedMessage?
    /// nil where there is none that can be read.
    let answer: Message?
    let moment: ReplayPlayer.Moment

    /// - Parameter keepsTime: whether time stands still, whatever the capture tells.
    /// - Returns: nil where the server's message cannot be read, of which reading the capture has warned.
    init?(_ turn: RecordedSession.Turn, keepsTime: Bool) {
        guard let asked = turn.server.message else { return nil }
        server = turn.server
        self.asked = asked
        recorded = turn.answer
        moment = ReplayPlayer.Moment(
            instant: keepsTime ? nil : turn.instant, hasTicket: turn.circumstances?.ticket)
        answer = turn.answer?.message
    }

    /// - Returns: nil where it cannot be read.
    static func message(in octets: [UInt8]) -> Message? {
        switch MessageForm(of: octets) {
        case .xml: try? MessageReader().read(octets).message
        case .wbxml: try? WBXMLReader().read(octets).message
        }
    }
}

extension Message {
    /// The code of the first status for the other side's header; nil where there is none.
    var statusOfHeader: StatusCode? {
        for command in commands {
            if case .status(let status) = command, status.command == "SyncHdr" { return status.code }
        }
        return nil
    }
}
