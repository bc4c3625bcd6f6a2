internal import ManagementTree
internal import Session

/// A rule by which a difference does not count, as one line: `value ./DevDetail/**`, `status 404 get`, `order`.
///
/// The first word is a kind of difference, or `any`; a number after it is a status, recorded or replayed; a word is the
/// command's name; a pattern is the node's address. What is not said counts for all.
package struct DifferenceRule: Equatable, Sendable {
    package struct Fault: Error, Equatable, Sendable, CustomStringConvertible {
        package var message: String

        package init(_ message: String) {
            self.message = message
        }

        package var description: String { message }
    }

    private static let kinds: [String: Difference.Kind] = [
        "status": .status, "missing": .missingAnswer, "extra": .extraAnswer, "again": .answeredAlready, "value": .value,
        "format": .format, "order": .order, "wire": .wireForm,
    ]

    /// As it was written.
    package let text: String
    /// nil for every kind.
    private let kind: Difference.Kind?
    private var status: String?
    private var command: String?
    private var pattern: AddressPattern?

    /// - Throws: `Fault` with what the line may say.
    package init(_ text: String) throws(Fault) {
        self.text = text
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let first = words.first?.lowercased(), first == "any" || Self.kinds[first] != nil else {
            let names = (Self.kinds.keys.sorted() + ["any"]).joined(separator: ", ")
            throw Fault("\"\(text)\" does not begin with a kind of difference; the kinds are \(names)")
        }
        kind = Self.kinds[first]
        for word in words.dropFirst() { try read(word) }
    }

    /// What a command of the language, or what answers one, is called (OMA-TS-SyncML_RepPro-V1_2_2 section 6), and what
    /// differences tell of a message as a whole.
    private static let commands = [
        "Add", "Alert", "Atomic", "Copy", "Delete", "Exec", "Final", "Get", "Map", "Put", "Replace", "Results",
        "Search",
        "Sequence", "Status", "Sync", "SyncHdr", "SyncML",
    ]

    private mutating func read(_ word: String) throws(Fault) {
        if word.hasPrefix(".") {
            guard pattern == nil else { throw second("pattern of addresses") }
            do {
                pattern = try AddressPattern(word)
            } catch {
                throw Fault("\"\(text)\": \(error)")
            }
        } else if word.allSatisfy(\.isNumber) {
            guard status == nil else { throw second("status") }
            guard word.count == 3 else { throw Fault("\"\(text)\": \(word) is no status; one has three digits") }
            status = word
        } else {
            guard Self.commands.contains(where: { $0.lowercased() == word.lowercased() }) else {
                throw Fault(
                    "\"\(text)\": \(word) is no status, no pattern of addresses (which begins with ./) and no command; the "
                        + "commands are \(Self.commands.joined(separator: ", "))")
            }
            guard command == nil else { throw second("command") }
            command = word.lowercased()
        }
    }

    private func second(_ sort: String) -> Fault {
        Fault("\"\(text)\" has a second \(sort); a rule takes one, so write another rule")
    }

    /// The rules of a file: one a line, `#` begins a remark.
    /// - Throws: `Fault` with the number of the line.
    package static func rules(in text: String) throws(Fault) -> [DifferenceRule] {
        var rules: [DifferenceRule] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace)
            guard !words.isEmpty else { continue }
            do throws(Fault) {
                rules.append(try DifferenceRule(words.joined(separator: " ")))
            } catch {
                throw Fault("line \(index + 1): \(error)")
            }
        }
        return rules
    }

    package func covers(_ difference: Difference) -> Bool {
        if let kind, kind != difference.kind { return false }
        if let status, difference.recorded != status, difference.replayed != status { return false }
        if let command, difference.command?.lowercased() != command { return false }
        guard let pattern else { return true }
        guard let address = difference.address, let uri = try? NodeURI(parsing: address) else { return false }
        return pattern.matches(uri)
    }
}
