import Captures
import Foundation
import Session
import SimulatedPhone
import SyncML
import Wire

/// The secrets of a message, and the message without them: what lets somebody in, and values of nodes that hold such things
/// (`SecretNode`). Each becomes as many asterisks, so that places stay where they are.
struct MessageMask: Sendable {
    /// The longest first, so that none is cut by a part of it.
    private let secrets: [String]

    init(_ message: Message) {
        var found: Set<String> = []
        func add(_ text: String?) {
            if let text, !text.isEmpty { found.insert(text) }
        }
        add(message.header?.credential?.data)
        add(message.header?.meta?[.nextNonce])
        for command in message.commands.inDocumentOrder {
            switch command {
            case .access(let access): access.items.filter(Self.isSecret).forEach { add($0.data?.text) }
            case .results(let results): results.items.filter(Self.isSecret).forEach { add($0.data?.text) }
            case .alert(let alert): alert.items.filter(Self.isSecret).forEach { add($0.data?.text) }
            case .status(let status):
                add(status.challenge?[.nextNonce])
                add(status.credential?.data)
            case .container, .unknown: break
            }
        }
        secrets = found.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    }

    /// Whether an item's value is one: by its node, or because it is the token of the phone's user.
    static func isSecret(_ item: Item) -> Bool {
        guard let data = item.data else { return false }
        if item.meta?.type?.lowercased().hasSuffix("token") == true { return true }
        return SecretNode.told(data.text, of: item.target ?? item.source) != data.text
    }

    var isEmpty: Bool { secrets.isEmpty }

    /// XML without the secrets.
    func masked(_ text: String) -> String {
        var text = text
        // Most writers have the three usual names only, and those are quickly found.
        if ["&#", "&quot;", "&apos;"].contains(where: { text.contains($0) }) {
            for secret in secrets { text = Self.maskedReferences(text, secret) }
        }
        for secret in secrets {
            for form in Set([secret, Self.escaped(secret)]) {
                let stars = String(repeating: "*", count: form.unicodeScalars.count)
                // A short one stands in other words as well; it is looked for as a whole value only.
                if form.utf8.count >= 6 {
                    text = text.replacing(form, with: stars)
                } else {
                    text = text.replacing(">\(form)<", with: ">\(stars)<")
                        .replacing("[\(form)]", with: "[\(stars)]")
                }
            }
        }
        return text
    }

    /// Takes a secret away whose characters are written in any way that XML has for them (XML 1.0 sections 4.1 and 4.6).
    private static func maskedReferences(_ text: String, _ secret: String) -> String {
        guard let expression = try? NSRegularExpression(pattern: pattern(secret)) else { return text }
        var masked = text
        for match in expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).reversed() {
            guard let range = Range(match.range, in: masked) else { continue }
            masked.replaceSubrange(range, with: String(repeating: "*", count: masked[range].unicodeScalars.count))
        }
        return masked
    }

    /// Each character as it is, by its number, or by its name.
    private static func pattern(_ secret: String) -> String {
        let characters = secret.unicodeScalars.map { scalar in
            let forms = [
                NSRegularExpression.escapedPattern(for: String(scalar)), "&#0*\(scalar.value);",
                "&#x0*(?i:\(String(scalar.value, radix: 16)));",
            ]
            return "(?:" + (forms + [names[scalar]].compactMap { $0 }).joined(separator: "|") + ")"
        }
        // A short one stands in other words as well.
        return secret.utf8.count >= 6 ? characters.joined() : "(?<=>)\(characters.joined())(?=<)"
    }

    private static let names: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&apos;",
    ]

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// WBXML without the secrets.
    func masked(_ octets: [UInt8]) -> [UInt8] {
        var data = Data(octets)
        for secret in secrets {
            // An inline string ends with NUL; opaque octets have their length before them.
            let form = Data(secret.utf8)
            var place = data.startIndex
            while let range = data.range(of: form, in: place..<data.endIndex) {
                data.replaceSubrange(range, with: Data(repeating: UInt8(ascii: "*"), count: form.count))
                place = range.upperBound
            }
        }
        return Array(data)
    }

    /// Headers without what lets somebody in.
    static func masked(_ headers: WireHeaders) -> WireHeaders {
        WireHeaders(
            headers.fields.map { field in
                secretFields.contains(field.name.lowercased())
                    ? WireHeaders.Field(field.name, SecretNode.standIn) : field
            })
    }

    static let secretFields: Set<String> = ["authorization", "proxy-authorization", "cookie", "set-cookie"]
}
