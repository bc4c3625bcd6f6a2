import Captures
import Notation

/// A session as a file to keep.
package enum ConversationDownload: String, CaseIterable, Sendable {
    /// One HTTP Archive.
    case har
    /// What `--record` writes, as one file: tar.
    case record

    /// The file's octets.
    /// - Parameter showsSecrets: whether what is a secret is in it; else stand-ins are.
    /// - Throws: where a session cannot be read back to look for its secrets.
    package func octets(
        _ session: ConversationSession, _ entries: [ConversationEntry], showsSecrets: Bool
    ) throws(ConversationRefusal) -> [UInt8] {
        var recording = Recording(sessions: [
            RecordedSession(id: session.id, exchanges: Self.exchanges(entries))
        ])
        if !showsSecrets {
            do {
                recording = try Recording.read(folder: recording.files(as: .record)).redacted().recording
            } catch {
                throw ConversationRefusal(
                    .unexpected, "its secrets cannot be looked for: \(error); ask for it with secrets")
            }
        }
        switch self {
        case .har: return recording.files(as: .har).first?.octets ?? []
        case .record:
            let files = recording.files(as: .record)
            return TarArchive.octets(files, folder: "session-\(session.number)", at: entries.first?.time)
        }
    }

    /// The name of the file.
    package func name(ofSession number: Int) -> String { "session-\(number).\(self == .har ? "har" : "tar")" }

    /// Requests with their answers, which follow them.
    private static func exchanges(_ entries: [ConversationEntry]) -> [RecordedExchange] {
        var exchanges: [RecordedExchange] = []
        for entry in entries {
            let message = RecordedMessage(
                sender: entry.sender, head: entry.head, octets: entry.octets, content: .empty,
                place: CapturePlace("message \(entry.number)"))
            switch entry.sender {
            case .device: exchanges.append(RecordedExchange(request: message))
            case .server:
                if exchanges.isEmpty { exchanges.append(RecordedExchange()) }
                exchanges[exchanges.count - 1].response = message
            }
        }
        return exchanges
    }
}
