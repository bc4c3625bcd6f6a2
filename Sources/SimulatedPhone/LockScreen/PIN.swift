/// A PIN as a person types it. Any text can be asked about; whether it will do is up to `PINRequirements`.
///
/// It is never printed by accident: description and mirror tell the length only, and `text` has to be asked for.
package struct PIN: Hashable, Sendable {
    /// The PIN itself. Only for what has to show it: the answer to NewPINValue, `status --show-pin`, the store.
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// How many characters it has, counted as Unicode scalars.
    package var length: Int { text.unicodeScalars.count }

    /// The classes of the characters that occur in it.
    package var classes: Set<CharacterClass> {
        Set(text.unicodeScalars.compactMap(CharacterClass.init))
    }

    /// Whether it has characters that belong to no class, such as blanks or umlauts: no PIN may.
    package var hasForeignCharacters: Bool {
        text.unicodeScalars.contains { CharacterClass($0) == nil }
    }

    /// Whether neighbouring characters all have the same difference, as in 1111, 1234, 1357 and 9630, but not in 1231
    /// and 1593 (the desktop FAQ on Windows Hello for Business; csp.md section 2). Differences do not pass over from
    /// 9 to 0.
    ///
    /// Inferred: the FAQ speaks of digits only. Letters and punctuation marks are judged alike (`aaaa`, `abcd`), by
    /// their ASCII codes and only if all are of one class.
    package var isSimplePattern: Bool {
        let codes = text.unicodeScalars.map { Int($0.value) }
        guard codes.count > 2, classes.count == 1, !hasForeignCharacters else { return false }
        let differences = zip(codes.dropFirst(), codes).map { $0 - $1 }
        return differences.allSatisfy { $0 == differences.first }
    }
}

extension PIN: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

extension PIN: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// How long the PIN is, not what it is.
    package var description: String { "PIN of \(Self.characters(length))" }

    /// So many characters, in words.
    static func characters(_ count: Int) -> String { count == 1 ? "1 character" : "\(count) characters" }

    /// The same as the description: a debugger's output ends up in logs, too.
    package var debugDescription: String { description }

    /// No children, so that `dump` and test failures do not show the text.
    package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
