internal import Notation
package import SyncML

/// What is known of a message before anybody runs it: enough to tell whose it is and where it belongs.
package struct MessageOutline: Equatable, Sendable {
    package var form: MessageForm
    /// nil for commands without a message around them, and for the local management channel.
    package var header: Header?
    /// How many of its commands are statuses and results.
    package var replies: Int
    /// `MsgRef` of the first status: the other side's message that this one answers.
    package var answers: String?
    /// Whether a device only says that it is still at work: alert 1224 alone (EnableOmaDmKeepAliveMessage; Microsoft, *DMClient
    /// CSP*). It has not answered yet, and what the server says to that is no question.
    package var isKeepAlive: Bool
    /// What its own content says of its sender; nil where it does not tell.
    package var sender: RecordedMessage.Sender?

    package init(_ message: Message, form: MessageForm) {
        self.form = form
        header = message.header
        isKeepAlive = Self.isKeepAlive(message.commands)
        replies = 0
        for command in message.commands {
            switch command {
            case .status(let status):
                replies += 1
                if answers == nil { answers = status.messageRef }
            case .results: replies += 1
            case .access, .alert, .container, .unknown: break
            }
        }
        sender = Self.sender(of: message)
    }
}

extension MessageOutline {
    private static func isKeepAlive(_ commands: [Command]) -> Bool {
        guard commands.count == 1, case .alert(let alert) = commands[0], alert.code == .clientEvent else {
            return false
        }
        return alert.items.first?.meta?.type?.hasSuffix("com.microsoft.mdm.requestpending") == true
    }

    /// The side whose address is one of the web is the server (captures/INDEX, *How people keep such captures*); where the
    /// header does not tell, what stands in the message does.
    private static func sender(of message: Message) -> RecordedMessage.Sender? {
        if let header = message.header {
            switch (isWeb(header.source), isWeb(header.target)) {
            case (true, false): return .server
            case (false, true): return .device
            default: break
            }
            if isDevice(header.source) { return .device }
            if isDevice(header.target) { return .server }
        }
        return sender(of: message.commands)
    }

    private static func isWeb(_ address: String) -> Bool {
        let address = address.trimmed.lowercased()
        return address.hasPrefix("http://") || address.hasPrefix("https://")
    }

    private static func isDevice(_ address: String) -> Bool {
        let address = address.trimmed.lowercased()
        return address.hasPrefix("urn:") || address.hasPrefix("imei:")
    }

    /// A device reports results and opens sessions; a server asks.
    private static func sender(of commands: [Command]) -> RecordedMessage.Sender? {
        var hasReplies = false
        for command in commands {
            switch command {
            case .results: return .device
            case .alert(let alert):
                // Those that begin a session, and events of the client.
                if let code = alert.code?.rawValue, [1200, 1201, 1224, 1225, 1226].contains(code) { return .device }
            case .access, .container: return .server
            case .status: hasReplies = true
            case .unknown: break
            }
        }
        return hasReplies ? .device : nil
    }
}
