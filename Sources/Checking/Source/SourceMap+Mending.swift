import Notation
import SyncML

/// Turns what could be mended into texts that replace others.
extension SourceMap {
    func fix(_ draft: Draft) -> Fix? {
        guard let mend = draft.mend, let (title, edits) = edits(mend, draft.anchor) else { return nil }
        let replacements = edits.compactMap { text.replacement($0.range, $0.text) }
        guard replacements.count == edits.count, !edits.isEmpty else { return nil }
        return Fix(title: title, replacements: replacements, isCertain: draft.isCertain)
    }

    private typealias Edit = (range: Range<Int>, text: String)

    private func edits(_ mend: Mend, _ anchor: Anchor) -> (String, [Edit])? {
        switch mend {
        case .address(let address): return addressEdits(address, anchor)
        case .value(let value):
            guard let outline, case .command(_, .value) = anchor, let node = node(of: anchor),
                outline.nodes[node].name == "Data"
            else { return nil }
            return ("Write \(value)", [(outline.nodes[node].content, Self.escaped(value))])
        case .trim:
            guard let node = node(of: anchor), let content = outline?.nodes[node].content else { return nil }
            let inner = text.text(content).trimmed
            guard !inner.isEmpty else { return nil }
            return ("Leave out the blanks", [(content, inner)])
        case .command(let name): return commandEdits(name, anchor)
        case .metaNamespace:
            // One that declares another namespace, or none, may mean it.
            guard let node = node(of: anchor), let tag = outline?.nodes[node].tag,
                !text.text(tag).contains("xmlns="), let name = nameRange(at: tag.lowerBound)
            else { return nil }
            return (
                "Declare the namespace syncml:metinf",
                [(name.upperBound..<name.upperBound, " xmlns=\"syncml:metinf\"")]
            )
        case .characterData: return characterDataEdits(anchor)
        case .markup:
            guard let outline, let data = outline.enclosing("Data", node(of: anchor)) else { return nil }
            let content = outline.nodes[data].content
            return ("Escape the mark-up", [(content, Self.escaped(text.text(content)))])
        case .commandID(let id):
            guard let node = node(of: anchor), let found = outline?.nodes[node], !found.isEmpty else { return nil }
            let layout = text.text(found.content).prefix { $0.isWhitespace }
            let start = found.content.lowerBound
            return ("Give the command the CmdID \(id)", [(start..<start, "\(layout)<CmdID>\(id)</CmdID>")])
        }
    }

    private func node(of anchor: Anchor) -> Int? {
        switch anchor {
        case .place(let place): node(at: place)
        case .command(let place, let part): node(ofCommandAt: place).flatMap { node(of: part, in: $0) }
        case .file, .line: nil
        }
    }

    private func addressEdits(_ address: String, _ anchor: Anchor) -> (String, [Edit])? {
        let title = "Write \(address)"
        if case .line(_, .some(let written)) = anchor {
            let range = range(of: anchor)
            return text.text(range) == written ? (title, [(range, address)]) : nil
        }
        guard let node = node(of: anchor), let found = outline?.nodes[node], found.name == "LocURI" else { return nil }
        return (title, [(found.content, Self.escaped(address))])
    }

    private func commandEdits(_ name: String, _ anchor: Anchor) -> (String, [Edit])? {
        guard case .command(let place, _) = anchor, let node = node(ofCommandAt: place),
            let found = outline?.nodes[node], !found.isEmpty,
            let start = nameRange(at: found.tag.lowerBound),
            let end = nameRange(at: found.content.upperBound + 1)
        else { return nil }
        return ("Make it \(name)", [(start, name), (end, name)])
    }

    /// The local name of the tag whose `<` stands at an offset, or of an end tag whose `/` does.
    private func nameRange(at offset: Int?) -> Range<Int>? {
        guard var start = offset.map({ $0 + 1 }) else { return nil }
        var end = start
        let ends: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ">"), UInt8(ascii: "/")]
        while end < text.octets.count, !ends.contains(text.octets[end]) {
            end += 1
            if text.octets[end - 1] == UInt8(ascii: ":") { start = end }
        }
        return end > start ? start..<end : nil
    }

    private func characterDataEdits(_ anchor: Anchor) -> (String, [Edit])? {
        guard case .place(.text(let place)) = anchor, let node = node(of: anchor),
            let content = outline?.nodes[node].content
        else { return nil }
        let offset = text.offset(of: place)
        let open = Array("<![CDATA[".utf8)
        let close = Array("]]>".utf8)
        guard let (start, end) = section(in: content, around: offset, open, close) else { return nil }
        var inside = Self.escaped(text.text(start.upperBound..<end.lowerBound))
        // With what follows, a bracket could become the end of a section, which no text may hold.
        if inside.hasSuffix("]") { inside = inside.dropLast() + "&#93;" }
        return ("Escape the value in place of CDATA", [(start.lowerBound..<end.upperBound, inside)])
    }

    /// The section that a place is in: the place is the last `<` before its end, which may be one inside.
    private func section(
        in content: Range<Int>, around offset: Int, _ open: [UInt8], _ close: [UInt8]
    ) -> (start: Range<Int>, end: Range<Int>)? {
        var position = content.lowerBound
        while let start = text.octets[position..<content.upperBound].firstOccurrence(of: open),
            let end = text.octets[start.upperBound..<content.upperBound].firstOccurrence(of: close)
        {
            if offset < end.upperBound { return (start, end) }
            position = end.upperBound
        }
        return nil
    }

    /// Text as it stands between tags.
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
