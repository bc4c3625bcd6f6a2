internal import SyncML
internal import Wire

/// Writes messages as HTTP has them (RFC 9112), one a file: what `--record` writes.
enum HTTPTextWriter {
    static func octets(_ message: RecordedMessage) -> [UInt8] {
        let head = head(of: message)
        let start: String
        switch head.start {
        case .request(let method, let target): start = "\(method) \(target) HTTP/1.1"
        case .response(let status): start = "HTTP/1.1 \(status)"
        }
        let fields = head.headers.ofWhole(message.octets).fields.map { "\($0.name): \($0.value)\r\n" }.joined()
        return Array("\(start)\r\n\(fields)\r\n".utf8) + message.octets
    }

    /// The head that was recorded, or the one that the message would have had.
    static func head(of message: RecordedMessage) -> RecordedMessage.Head {
        if let head = message.head { return head }
        let type = message.outline.map(\.form.mediaType) ?? "application/octet-stream"
        let headers: WireHeaders = ["Content-Type": type]
        switch message.sender {
        case .device:
            return RecordedMessage.Head(
                .request(method: "POST", target: message.header?.target ?? "/"), headers: headers)
        case .server: return RecordedMessage.Head(.response(status: 200), headers: headers)
        }
    }
}
