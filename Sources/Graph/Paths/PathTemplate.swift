/// A path with places to fill: `/groups/{id}/members/{member}/$ref`, `/servicePrincipals(appId='{appId}')`.
struct PathTemplate: Equatable, Sendable {
    enum Part: Equatable, Sendable {
        case name(String)
        case parameter(String)
        /// A key by another property than `id`.
        case alternateKey(String)
    }

    let text: String
    let parts: [Part]

    init(_ text: String) {
        self.text = text
        parts = text.split(separator: "/").flatMap { piece -> [Part] in
            if piece.hasPrefix("{") { return [.parameter(String(piece.dropFirst().dropLast()))] }
            guard let open = piece.firstIndex(of: "(") else { return [.name(String(piece))] }
            let key = piece[open...].dropFirst().prefix { $0 != "=" }
            return [.name(String(piece[..<open])), .alternateKey(String(key))]
        }
    }

    /// The names of the places, in their order.
    var parameters: [String] {
        parts.compactMap { part in
            switch part {
            case .name: nil
            case .parameter(let name), .alternateKey(let name): name
            }
        }
    }

    /// What fills the places of this template in a path; nil where the path is another.
    func match(_ segments: [GraphPath.Segment]) -> [String: String]? {
        guard segments.count == parts.count else { return nil }
        var filled: [String: String] = [:]
        for (part, segment) in zip(parts, segments) {
            switch (part, segment) {
            case (.name(let name), .name(let written)):
                guard name.lowercased() == written.lowercased() else { return nil }
            case (.parameter(let name), .name(let value)), (.parameter(let name), .key(let value, of: nil)):
                filled[name] = value
            case (.alternateKey(let name), .key(let value, of: let key?)):
                guard name.lowercased() == key.lowercased() else { return nil }
                filled[name] = value
            default: return nil
            }
        }
        return filled
    }
}
