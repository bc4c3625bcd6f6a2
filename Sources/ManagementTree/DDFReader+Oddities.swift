import Notation
import XML

/// What published files hold off the schema (csp.md 17): read all the same, and told.
extension DDFReader {
    mutating func note(_ kind: DDFOddity.Kind, _ element: XMLElement, _ node: String, _ message: String) {
        oddities.append(DDFOddity(kind, file: file, place: element.place, node: node, message))
    }

    /// The document; one that is not well-formed is mended where that can be done without a doubt.
    mutating func root(_ bytes: [UInt8]) throws(DDFError) -> XMLElement {
        let failure: XMLError
        do throws(XMLError) {
            return try XMLElement.read(bytes)
        } catch {
            failure = error
        }
        // What is too large, too deep or of another kind is none of these faults.
        let isMendable = failure.code == .notWellFormed || failure.code == .invalidEncoding
        var octets = isMendable ? bytes : []
        // A file may have both faults; each is mended once.
        for _ in 0..<2 {
            let mending = DDFMending(octets, file: file)
            guard !mending.oddities.isEmpty else { break }
            octets = mending.octets
            oddities += mending.oddities
            if let root = try? XMLElement.read(octets) { return root }
        }
        throw DDFError(file: file, message: "\(failure)")
    }

    mutating func path(of element: XMLElement) -> String {
        let path = element.text(of: "Path") ?? "."
        guard path.hasSuffix("/"), path.count > 2 else { return path }
        let mended = String(path.dropLast())
        note(.path, element, path, "Path ends with a slash; it is read as \(mended)")
        return mended
    }

    mutating func noteName(_ element: XMLElement, _ address: String) {
        guard let name = element.first("NodeName") else { return }
        let text = name.text
        guard text.trimmed.utf8.count != text.utf8.count, !text.trimmed.isEmpty else { return }
        note(.blankName, name, address, "blanks stand around NodeName; they are no part of it")
    }

    mutating func noteTwins(_ description: NodeDescription, _ element: XMLElement, _ address: String) {
        guard let twin = description.firstTwin else { return }
        note(.twins, element, address, "two nodes below are named \(twin); the first counts")
    }

    /// 1703's RemoteRing has an empty tree named Root beside its own (C15).
    mutating func noteEmptyTops(_ tops: [TopNode], _ elements: [XMLElement]) {
        guard tops.contains(where: { !$0.description.children.isEmpty }) else { return }
        for (top, element) in zip(tops, elements) where top.description.isInterior && top.description.children.isEmpty {
            let names = top.parent + [top.description.name].compactMap(\.self)
            let address = NodeURI(prefix: top.scope == .user ? .user : .device, names: names).description
            note(.emptyTop, element, address, "the tree has no node below; it is kept as it is")
        }
    }
}

extension NodeDescription {
    /// The name of the first two children that have the same.
    fileprivate var firstTwin: NodeName? {
        guard hasTwins else { return nil }
        var known: Set<NodeName> = []
        return children.lazy.compactMap(\.name).first { !known.insert($0).inserted }
    }
}
