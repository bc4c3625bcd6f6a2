internal import Notation
internal import SyncML

extension Redactor {
    /// A message without its secrets. What its reader does not keep, such as comments and the content of elements that are
    /// no commands, is not in it.
    mutating func redacted(_ message: Message, sender: RecordedMessage.Sender) -> Message {
        var clean = message
        clean.header = message.header.map { header($0) }
        clean.commands = message.commands.map { command($0, sender) }
        return clean
    }

    private mutating func header(_ header: Header) -> Header {
        var clean = header
        clean.target = party(header.target)
        clean.source = party(header.source)
        clean.targetName = header.targetName.map { text($0, named: "username") }
        clean.sourceName = header.sourceName.map { text($0, named: "username") }
        clean.responseURI = header.responseURI.map { plain($0, isPath: true) }
        clean.credential = header.credential.map { credential($0) }
        clean.meta = header.meta.map { meta($0) }
        return clean
    }

    /// The address of a server or of a device. A device's is an identifier, whatever it looks like.
    mutating func party(_ address: String) -> String {
        let clean = plain(address, isPath: true)
        guard clean == address, !address.contains("://"), !address.isEmpty, address != "." else { return clean }
        return standIns.standIn(for: address, .identifier)
    }

    private mutating func credential(_ credential: Credential) -> Credential {
        var clean = credential
        clean.meta = credential.meta.map { meta($0) }
        clean.data = pair(credential.data) ?? standIns.standIn(for: credential.data, .token)
        return clean
    }

    private mutating func meta(_ meta: Meta) -> Meta {
        var clean = meta
        clean.others = meta.others.map { field in
            switch field.name {
            case .nextNonce: MetaField(.nextNonce, standIns.standIn(for: field.text, .token))
            case .size, .maxMsgSize, .maxObjSize, .version, .mark, .emi: MetaField(field.name, text(field.text))
            }
        }
        return clean
    }

    private mutating func command(_ command: Command, _ sender: RecordedMessage.Sender) -> Command {
        switch command {
        case .access(var access):
            access.correlator = access.correlator.map { text($0) }
            access.items = access.items.map { item($0, access.meta, sender) }
            access.meta = access.meta.map { meta($0) }
            return .access(access)
        case .alert(var alert):
            alert.correlator = alert.correlator.map { text($0) }
            alert.items = alert.items.map { item($0, nil, sender) }
            return .alert(alert)
        case .container(var container):
            container.commands = container.commands.map { self.command($0, sender) }
            container.meta = container.meta.map { meta($0) }
            return .container(container)
        case .status(var status):
            if status.isPlain { return command }
            status.targetRefs = status.targetRefs.map { address($0) }
            status.sourceRefs = status.sourceRefs.map { address($0) }
            status.credential = status.credential.map { credential($0) }
            status.challenge = status.challenge.map { meta($0) }
            status.items = status.items.map { item($0, nil, sender) }
            return .status(status)
        case .results(var results):
            results.targetRef = results.targetRef.map { address($0) }
            results.sourceRef = results.sourceRef.map { address($0) }
            results.items = results.items.map { item($0, results.meta, sender) }
            results.meta = results.meta.map { meta($0) }
            return .results(results)
        case .unknown(let unknown): return .unknown(unknown)
        }
    }
}

extension Redactor {
    private mutating func item(_ item: Item, _ inherited: Meta?, _ sender: RecordedMessage.Sender) -> Item {
        var clean = item
        clean.target = item.target.map { self.address($0) }
        clean.source = item.source.map { self.address($0) }
        clean.meta = item.meta.map { meta($0) }
        guard let data = item.data else { return clean }
        let address = item.target ?? item.source
        let key = "\(sender.rawValue) \(address ?? "")"
        let goesOn = openValues.contains(key)
        if item.hasMoreData { openValues.insert(key) } else { openValues.remove(key) }
        if item.hasMoreData || goesOn {
            tell("a value comes in pieces, and a piece cannot be looked into; it is left out, and as long as it was")
            clean.data = Self.emptied(data)
            return clean
        }
        let format = item.meta?.format ?? inherited?.format
        clean.data = value(data, of: address, type: item.meta?.type ?? inherited?.type, format)
        if let size = clean.meta?[.size], let length = clean.data?.text.utf8.count, Int(size) != nil {
            let others = clean.meta?.others ?? []
            clean.meta?.others = others.map { $0.name == .size ? MetaField(.size, String(length)) : $0 }
        }
        return clean
    }

    /// Of the same length, with nothing in it.
    private static func emptied(_ data: ItemData) -> ItemData {
        switch data {
        case .text(let text), .markup(let text): .text(String(repeating: "A", count: text.utf8.count))
        case .bytes(let bytes): .bytes([UInt8](repeating: 0, count: bytes.count))
        }
    }

    private mutating func value(
        _ data: ItemData, of address: String?, type: String?, _ format: ValueFormat?
    ) -> ItemData {
        let names = Self.names(address ?? "")
        let isCoded = format == .b64 || format == .bin
        // An alert's type says what it tells: com.microsoft/MDM/AADUserToken.
        let name = names.last ?? type?.split(separator: "/").last.map(String.init)
        switch data {
        case .text(let text):
            if format == .node, let kind = Self.kindOfChildren(names[...]) {
                return .text(
                    text.split(separator: "/").map { standIns.standIn(for: String($0), kind) }.joined(separator: "/"))
            }
            return .text(self.text(text, named: name, isCoded: isCoded))
        case .markup(let markup):
            return .markup(String(decoding: self.markup(Array(markup.utf8), depth: 0), as: UTF8.self))
        case .bytes(let bytes): return .bytes(octets(bytes, named: name, depth: 0) ?? left(bytes))
        }
    }

    private mutating func left(_ octets: [UInt8]) -> [UInt8] {
        tell("a value of \(octets.count) octets is no text, so nobody can say what is in it; it is left out")
        return [UInt8](repeating: 0, count: octets.count)
    }
}

extension Redactor {
    /// The names of a node's address, without its query, in lower case.
    private static func names(_ address: String) -> [String] {
        let path = address.prefix { $0 != "?" }
        return path.split(separator: "/").map { $0.lowercased() }
    }

    /// What the names of a node's children give away; nil where they give nothing away.
    private static func kindOfChildren(_ names: ArraySlice<String>) -> SecretKind? {
        SecretTable.children.first { row in
            names.count >= row.parent.count && zip(row.parent.reversed(), names.reversed()).allSatisfy { $0 == $1 }
        }?.kind
    }

    /// A node's address, with names in it that identify somebody replaced.
    mutating func address(_ address: String) -> String {
        if address.contains("://") { return plain(address, isPath: true) }
        let query = address.firstIndex(of: "?") ?? address.endIndex
        var names: [String] = []
        let pieces = address[..<query].split(separator: "/", omittingEmptySubsequences: false).map { piece -> String in
            let kind = piece.isEmpty ? nil : Self.kindOfChildren(names[...])
            names.append(piece.lowercased())
            guard let kind else { return plain(String(piece), isPath: true) }
            // The name itself is what it stands for, however it is escaped.
            let name = piece.utf8.percentDecoded.flatMap { String(validating: $0, as: UTF8.self) } ?? String(piece)
            return standIns.standIn(for: name, kind).percentEncoded
        }
        return pieces.joined(separator: "/") + address[query...]
    }
}
