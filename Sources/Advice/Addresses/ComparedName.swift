import Synchronization

/// A name taken apart as `Likeness` needs it.
final class ComparedName: Sendable {
    /// In small letters.
    let lower: String
    /// The letters and digits alone.
    let plain: String
    /// `policies` is more than one letter from `policy`, and no more than a slip.
    let singular: String
    let letters: [UInt8]
    /// Which letters stand in it, as bits.
    let letterSet: UInt64
    let words: Words

    init(_ name: String) {
        let lower = name.lowercased()
        self.lower = lower
        plain = lower.filter(\.isWordPart)
        singular = Self.singular(lower)
        letters = Array(lower.utf8)
        letterSet = letters.reduce(0) { $0 | LetterSet.bit($1) }
        words = Words(name)
    }

    private static func singular(_ word: String) -> String {
        if word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        return word.hasSuffix("s") ? String(word.dropLast()) : word
    }
}

/// Octets as bits of one number, so that two sets of them are compared at once; several octets may share a bit.
enum LetterSet {
    static func bit(_ octet: UInt8) -> UInt64 { 1 << UInt64(octet & 63) }
}

/// The names of descriptions, each taken apart once.
final class NameTable: Sendable {
    private let names = Mutex<[String: ComparedName]>([:])

    func name(_ text: String) -> ComparedName {
        names.withLock { names in
            if let known = names[text] { return known }
            let made = ComparedName(text)
            names[text] = made
            return made
        }
    }
}

/// How near the names of one address are to those that there are; each pair is compared once.
final class NameComparison {
    private let table: NameTable
    private var rows: [String: Row] = [:]

    init(_ table: NameTable) {
        self.table = table
    }

    func row(of typed: String) -> Row {
        if let row = rows[typed] { return row }
        let row = Row(ComparedName(typed), table)
        rows[typed] = row
        return row
    }

    /// One of the names, beside others.
    final class Row {
        private let typed: ComparedName
        private let table: NameTable
        private var compared: [String: Likeness?] = [:]

        fileprivate init(_ typed: ComparedName, _ table: NameTable) {
            self.typed = typed
            self.table = table
        }

        func likeness(to name: String) -> Likeness? {
            if let known = compared[name] { return known }
            let likeness = Likeness(of: typed, to: table.name(name))
            compared.updateValue(likeness, forKey: name)
            return likeness
        }
    }
}
