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
        case .messages:
            return numbered { number, exchange in
                exchange.messages.map {
                    CaptureFile(name: "\(number)-\($0.sender.rawValue)\(Self.suffix(of: $0))", octets: $0.octets)
                }
            }
        case .record: return numbered { Self.recorded($0, $1) }
        }
    }

    /// The files of a recording of our own as one again, with what it says of itself and the phones as they were, so that it
    /// replays as exactly.
    /// - Parameter read: gives what is in a phone's file, by its name; nil where it is not there.
    package func files(keepingPhones read: (_ name: String) -> [UInt8]?) -> [CaptureFile] {
        numbered { Self.recorded($0, $1, phone: read) } + [description?.file].compactMap(\.self)
    }

    /// The files of each exchange, whose names begin with its number.
    private func numbered(_ files: (_ number: String, RecordedExchange) -> [CaptureFile]) -> [CaptureFile] {
        exchanges.enumerated().flatMap { index, exchange in
            let number = String(index + 1)
            return files(String(repeating: "0", count: max(0, 4 - number.count)) + number, exchange)
        }.filter { !$0.octets.isEmpty }
    }

    private static func recorded(
        _ number: String, _ exchange: RecordedExchange, phone read: (_ name: String) -> [UInt8]? = { _ in nil }
    ) -> [CaptureFile] {
        var files = exchange.messages.map {
            CaptureFile(name: "\(number)-\($0.sender.rawValue).http", octets: HTTPTextWriter.octets($0))
        }
        var circumstances = exchange.circumstances
        circumstances?.phone = nil
        if let octets = exchange.circumstances?.phone.flatMap(read) {
            let file = CaptureFile(name: number + RecordingFolder.Part.phone.rawValue, octets: octets)
            circumstances?.phone = file.name
            files.append(file)
        }
        if let circumstances, circumstances != RecordedExchange.Circumstances() {
            files.append(CaptureFile(name: "\(number)-exchange.json", octets: circumstances.octets))
        }
        return files
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
        case .enrollment, .unreadable: ".xml"
        case .other, .empty: ".bin"
        }
    }
}

extension Recording {
    /// Whether a file has a name that this one gives (`files(as:)`), or the description beside them.
    package static func isName(ofWritten name: String) -> Bool {
        name == RecordingDescription.fileName
            || name.wholeMatch(of: #/[0-9]{4,}-((device|server)\.(http|xml|wbxml|bin)|exchange\.json)/#) != nil
    }
}
