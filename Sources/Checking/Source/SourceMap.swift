import SyncML
import XML

/// Finds what findings are about in the octets of their file.
struct SourceMap {
    let text: SourceText
    let outline: MarkupOutline?

    init(_ file: [UInt8]) {
        outline = MarkupOutline(file)
        text = outline.map { SourceText($0.octets, ofFile: file) } ?? SourceText(file: file)
    }

    /// The octets that an anchor names.
    func range(of anchor: Anchor) -> Range<Int> {
        switch anchor {
        case .file: return 0..<0
        case .place(let place): return range(of: place)
        case .command(let place, let part):
            guard let node = node(ofCommandAt: place) else { return range(of: place) }
            return range(of: part, in: node)
        case .line(let number, let wanted):
            let line = text.line(number)
            return wanted.flatMap { text.range(of: $0, in: line) } ?? line
        }
    }

    /// - Parameter range: the octets that the anchor names.
    func span(of anchor: Anchor, at range: Range<Int>) -> SourceSpan {
        // Octets of a binary message are counted on one line.
        switch anchor {
        case .place(.octet(let offset)), .command(.octet(let offset), _):
            return SourceSpan(XMLPlace(line: 1, column: offset + 1))
        default: return text.span(range)
        }
    }

    private func range(of place: MessagePlace) -> Range<Int> {
        guard case .text(let place) = place else { return 0..<0 }
        let offset = text.offset(of: place)
        guard let outline, let node = outline.node(at: offset) else { return offset..<offset }
        let found = outline.nodes[node]
        return found.content.upperBound == offset ? found.content : found.tag
    }

    func node(ofCommandAt place: MessagePlace) -> Int? {
        guard case .text(let place) = place else { return nil }
        return outline?.node(startingAt: text.offset(of: place))
    }

    /// The element at a place.
    func node(at place: MessagePlace) -> Int? {
        guard case .text(let place) = place else { return nil }
        return outline?.node(at: text.offset(of: place))
    }

    private func range(of part: Anchor.Part, in command: Int) -> Range<Int> {
        guard let outline else { return 0..<0 }
        let own = outline.nodes[command].tag
        guard let node = node(of: part, in: command) else { return own }
        let found = outline.nodes[node]
        return found.content.isEmpty ? found.range : found.content
    }

    /// The element that holds a part of a command.
    func node(of part: Anchor.Part, in command: Int) -> Int? {
        guard let outline else { return nil }
        func item(_ place: Int) -> Int? {
            let items = outline.children("Item", of: command)
            return items.indices.contains(place) ? items[place] : nil
        }
        switch part {
        case .tag: return command
        case .address(let place):
            return outline.child("LocURI", of: outline.child("Target", of: item(place)))
        case .format(let place):
            return outline.child("Format", of: outline.child("Meta", of: item(place)))
                ?? outline.child("Format", of: outline.child("Meta", of: command))
                ?? item(place)
        case .value(let place): return outline.child("Data", of: item(place)) ?? item(place)
        }
    }
}
