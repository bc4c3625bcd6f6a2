package import SyncML

extension Recording {
    /// What a recording can be written as.
    package enum Target: String, Equatable, Hashable, Sendable, CaseIterable {
        /// A file for each message's body, in the order of the exchanges.
        case messages
        /// A file for each request and answer with its head, as `--record` writes them.
        case record
        /// One file.
        case har
    }

    /// The files of a recording in another form. What is read back from them is the same recording, but for places.
    package func files(as target: Target) -> [CaptureFile] {
        switch target {
        case .har: return [CaptureFile(name: "capture.har", octets: HARWriter.octets(exchanges))]
        case .record, .messages:
            return exchanges.enumerated().flatMap { index, exchange in
                exchange.messages.map { message in
                    let number = String(index + 1)
                    let digits = String(repeating: "0", count: max(0, 4 - number.count)) + number
                    let name = "\(digits)-\(message.sender.rawValue)"
                    return target == .record
                        ? CaptureFile(name: name + ".http", octets: HTTPTextWriter.octets(message))
                        : CaptureFile(name: name + Self.suffix(of: message), octets: message.octets)
                }
            }.filter { !$0.octets.isEmpty }
        }
    }

    /// The same recording with every message in one form.
    /// - Throws: `SyncMLError` where a message cannot be read.
    package func converted(to form: MessageForm, style: MessageWriter.Style = .wire) throws(SyncMLError) -> Recording {
        var converted = self
        for (place, session) in sessions.enumerated() {
            for (index, exchange) in session.exchanges.enumerated() {
                if let request = exchange.request {
                    converted.sessions[place].exchanges[index].request = try request.converted(to: form, style: style)
                }
                if let response = exchange.response {
                    converted.sessions[place].exchanges[index].response = try response.converted(to: form, style: style)
                }
            }
        }
        return converted
    }

    private static func suffix(of message: RecordedMessage) -> String {
        switch message.content {
        case .message(let outline): outline.form == .xml ? ".xml" : ".wbxml"
        case .enrolment, .unreadable: ".xml"
        case .other, .empty: ".bin"
        }
    }
}
