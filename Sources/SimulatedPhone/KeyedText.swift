import Foundation

/// What the phone keeps as JSON, in the words of it alone: `hostedInstall family Contoso.App_1234, scope User`.
package enum KeyedText {
    /// - Returns: the text itself where it is no JSON.
    package static func words(of json: String) -> String {
        guard
            let value = try? JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
        else { return json }
        return words(of: value)
    }

    private static func words(of value: Any) -> String {
        switch value {
        case let members as [String: Any]:
            members.sorted { $0.key < $1.key }.map { key, value in
                let words = words(of: value)
                // What an enum's case holds without a name has one of the coder's.
                return key.hasPrefix("_") ? words : words.isEmpty ? key : "\(key) \(words)"
            }.joined(separator: ", ")
        case let items as [Any]: items.map { words(of: $0) }.joined(separator: ", ")
        case is NSNull: "nothing"
        default: "\(value)"
        }
    }
}
