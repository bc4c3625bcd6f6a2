internal import Notation
internal import Wire

extension Redactor {
    /// The start line and fields, without what they give away. What is known to say nothing stays; what is not known goes.
    mutating func head(_ head: RecordedMessage.Head) -> RecordedMessage.Head {
        var clean = head
        if case .request(let method, let target) = head.start {
            clean.start = .request(method: method, target: plain(target, isPath: true))
        }
        clean.headers = WireHeaders(head.headers.fields.map { WireHeaders.Field($0.name, field($0)) })
        return clean
    }

    private mutating func field(_ field: WireHeaders.Field) -> String {
        let name = field.name.lowercased()
        if SecretTable.plainFields.contains(name) { return text(field.value) }
        if name == "host" { return hostField(field.value) }
        if name == "authorization" || name == "proxy-authorization" { return authorization(field.value) }
        if SecretTable.readableFields.contains(name) {
            let clean = text(field.value)
            // One that has no shape that is known, such as a correlation vector, identifies what it belongs to.
            return name == "ms-cv" && clean == field.value ? standIns.standIn(for: clean, .token) : clean
        }
        return field.value.isEmpty ? "" : standIns.standIn(for: field.value, .token)
    }

    private mutating func hostField(_ value: String) -> String {
        let host = value.prefix { $0 != ":" }
        return self.host(String(host)) + value[host.endIndex...]
    }

    /// A scheme and what is shown by it (RFC 9110 section 11.6.2); of Basic, name and password (RFC 7617).
    private mutating func authorization(_ value: String) -> String {
        let words = value.split(separator: " ", maxSplits: 1)
        guard let scheme = words.first, words.count == 2 else { return standIns.standIn(for: value, .token) }
        let shown = String(words[1])
        let clean = scheme.lowercased() == "basic" ? pair(shown) : nil
        return "\(scheme) \(clean ?? standIns.standIn(for: shown, .token))"
    }

    /// Name and password in base64, as Basic and `syncml:auth-basic` have them; nil where it is none.
    mutating func pair(_ text: String) -> String? {
        guard let octets = Base64.decode(text), let pair = String(validating: octets, as: UTF8.self),
            let colon = pair.firstIndex(of: ":")
        else { return nil }
        let (name, password) = (String(pair[..<colon]), String(pair[pair.index(after: colon)...]))
        let clean =
            "\(self.text(name, named: "username")):\(password.isEmpty ? "" : standIns.standIn(for: password, .password))"
        return Base64.encode(Array(clean.utf8))
    }

    /// A server's name, where it says whose server it is.
    mutating func host(_ host: String) -> String {
        guard !host.isEmpty, !SecretTable.isPublic(host: host) else { return host }
        let isNetwork = host.utf8.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") } || host.hasPrefix("[")
        guard isNetwork else { return standIns.standIn(for: host, .host) }
        let inside = host.filter { $0 != "[" && $0 != "]" }
        let clean = plain(inside, isPath: true)
        return host.hasPrefix("[") ? "[\(clean)]" : clean
    }
}
