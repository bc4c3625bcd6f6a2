package import ManagementTree
import Notation
import XML

/// What can be said of an address itself: how it is written, and what was probably meant where nothing is known there.
extension Blueprint {
    /// - Parameter text: the address as it was received.
    package func notes(onAddress text: String) -> [Note] {
        // Nobody reads what could be said of an address of several thousand characters.
        guard text.utf8.count <= 1024 else { return [] }
        let spelling = spellingNotes(text)
        do {
            let address = try address(text)
            return spelling + Self.caseNotes(address)
        } catch {
            return spelling + hints(text, error.situation)
        }
    }

    /// What is known outside the descriptions of an address that none of them knows: a CSP that is not built in, a node of
    /// a later version, an area of an ADMX file; nil where nothing is.
    package func catalogueNote(onUnknown uri: NodeURI) -> Note? {
        parting(of: uri).flatMap { catalogueNote(uri, at: $0.depth, below: $0.parent) }
    }

    /// Where an address leaves what is described.
    private func parting(of uri: NodeURI) -> (depth: Int, parent: NodeDescription)? {
        var parent = schema.root(of: uri.scope)
        for depth in 0..<uri.depth {
            guard let child = parent.child(named: uri.names[depth]) else { return (depth, parent) }
            parent = child
        }
        return nil
    }

    /// Octet by octet in memory: to go through a string's UTF-8 takes ten times as long.
    private static func mayBeMisspelt(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { octets in
            octets.contains { $0 <= 0x20 || $0 >= 0x80 || $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "&") }
        }
    }

    private func spellingNotes(_ text: String) -> [Note] {
        // Most addresses hold nothing that could be a slip of spelling.
        guard Self.mayBeMisspelt(text) else { return [] }
        var notes: [Note] = []
        let trimmed = text.trimmed
        if trimmed.utf8.count != text.utf8.count {
            notes.append(
                Note(.form, "blanks around the address are ignored", .blanksAroundAddress, suggestion: trimmed))
        }
        let lower = trimmed.lowercased()
        if ["%25", "&amp;", "&lt;", "&gt;", "&#"].contains(where: { lower.contains($0) }) {
            notes.append(
                Note(
                    .slip,
                    "the address looks escaped twice; inside the file write %20 for a blank and &amp; for &, each once",
                    .escapedTwice)
            )
        }
        if trimmed.unicodeScalars.contains(where: { $0.properties.isWhitespace }) {
            notes.append(
                Note(
                    .slip,
                    "a name in the address holds a blank or a line break, which no name of Windows does; a blank that is "
                        + "meant is written %20", .blankInAddress,
                    suggestion: withoutBareBlanks(trimmed)))
        }
        return notes
    }

    /// The address with its blanks escaped where they are part of a name, or without them where it then is one; nil where
    /// neither leads to a node.
    private func withoutBareBlanks(_ text: String) -> String? {
        let parts = text.unicodeScalars.split(omittingEmptySubsequences: false) { $0.properties.isWhitespace }
            .map { String($0) }
        guard (try? address(text)) == nil else { return parts.joined(separator: "%20") }
        let joined = parts.joined()
        return (try? address(joined)) == nil ? nil : joined
    }

    /// Names compare without case; servers and people who read the address do not always.
    private static func caseNotes(_ address: NodeAddress) -> [Note] {
        for (depth, description) in address.ancestry.enumerated() {
            guard let own = description.name?.text, own != address.uri.names[depth].text else { continue }
            let written = VisibleText.quoted(address.uri.names[depth].text)
            return [
                Note(
                    .form, "\(written) is the node '\(own)': names compare without case", .nameCase,
                    suggestion: spelled(address))
            ]
        }
        return []
    }

    /// The address with the names as their descriptions have them.
    private static func spelled(_ address: NodeAddress) -> String {
        let names = zip(address.ancestry, address.uri.names).map { $0.name ?? $1 }
        return NodeURI(prefix: address.uri.prefix, names: names, query: address.uri.query).description
    }

    // MARK: - What was meant

    private func hints(_ text: String, _ situation: Situation) -> [Note] {
        guard situation == .undescribed, let uri = try? NodeURI(parsing: text.trimmed), let parting = parting(of: uri)
        else { return [] }
        return hints(uri, at: parting.depth, below: parting.parent)
    }

    private func catalogueNote(_ uri: NodeURI, at depth: Int, below parent: NodeDescription) -> Note? {
        // One that is built in elsewhere is no CSP that is missing.
        guard CSPCatalogue.wholeAddress(uri, depth) == nil else { return nil }
        if let note = admxNote(onUnknown: uri, at: depth, below: parent) { return note }
        let name = uri.names[depth].text
        if depth == 2, uri.names[0] == "Vendor", uri.names[1] == "MSFT",
            let note = CSPCatalogue.note(on: name, traits)
        {
            return note
        }
        return CSPCatalogue.note(onNode: uri, at: depth, traits)
    }

    private func hints(_ uri: NodeURI, at depth: Int, below parent: NodeDescription) -> [Note] {
        if let whole = CSPCatalogue.wholeAddress(uri, depth) {
            return [Note(.slip, "did you mean \(whole)?", .nearestName, suggestion: whole)]
        }
        if let note = catalogueNote(uri, at: depth, below: parent) { return [note] }
        let name = uri.names[depth].text
        let known = parent.childNames.map(\.text) + (depth == 2 ? CSPCatalogue.names : [])
        guard let nearest = NearestName.of(name, among: known) else { return [] }
        var names = uri.names
        names[depth] = NodeName(nearest)
        let suggestion = NodeURI(prefix: uri.prefix, names: names, query: uri.query).description
        return [Note(.slip, "did you mean '\(nearest)'?", .nearestName, suggestion: suggestion)]
    }
}
