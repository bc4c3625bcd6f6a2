internal import SyncML

/// Commands and messages as they are kept: as SyncML, which is read as any other.
extension LabCommand: Codable {
    private enum Key: CodingKey { case syncml, raw }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        if let text = try values.decodeIfPresent(String.self, forKey: .raw) {
            self.init(.raw(text))
        } else {
            let text = try values.decode(String.self, forKey: .syncml)
            guard let command = try LabCommand.read(Array(text.utf8)).first else {
                throw LabError(.badCommand, "A command that was kept cannot be read.")
            }
            self = command
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        switch content {
        case .raw(let text): try values.encode(text, forKey: .raw)
        case .command(let command):
            let octets = MessageWriter().write(Message(commands: [command]))
            try values.encode(String(decoding: octets, as: UTF8.self), forKey: .syncml)
        }
    }
}

extension LabReply: Codable {
    private enum Key: CodingKey { case message, raw, isEmpty }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        let text = try values.decode(String.self, forKey: .message)
        self.init(
            message: try MessageReader().read(Array(text.utf8)).message,
            raw: try values.decode([String].self, forKey: .raw),
            isEmpty: try values.decode(Bool.self, forKey: .isEmpty))
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(String(decoding: MessageWriter().write(message), as: UTF8.self), forKey: .message)
        try values.encode(raw, forKey: .raw)
        try values.encode(isEmpty, forKey: .isEmpty)
    }
}
