internal import Notation

extension Redactor {
    /// A text that is nothing but text: what has the shape of a secret in it, and what is known as one, has stand-ins.
    /// - Parameter isPath: whether it is an address, in which long names are names and not base64.
    mutating func plain(_ text: String, isPath: Bool = false, depth: Int = 0) -> String {
        let octets = Array(text.utf8)
        var scanner = PlainScanner(octets, isPath: isPath, depth: depth)
        while let place = scanner.next() {
            if let (end, clean) = shape(octets, at: place, &scanner) {
                scanner.replace(upTo: end, with: clean)
            } else if let length = standIns.index.length(in: octets, at: place) {
                let secret = octets[place..<(place + length)].text
                scanner.replace(upTo: place + length, with: standIns.known(secret) ?? "")
            } else {
                scanner.keep()
            }
        }
        return scanner.isChanged ? scanner.result : text
    }

    /// What begins at a place and has a shape that gives it away, and what stands for it.
    private mutating func shape(
        _ text: [UInt8], at place: Int, _ scanner: inout PlainScanner
    ) -> (end: Int, clean: String)? {
        guard place == 0 || !text[place - 1].isAlphanumeric else { return nil }
        if let found = escaped(text, at: place, &scanner) { return found }
        if let found = Shapes.pair(text, at: place) {
            let clean = value(text[found.value], named: found.name, depth: scanner.depth + 1)
            return (found.value.upperBound, text[place..<found.value.lowerBound].text + clean)
        }
        if let found = shapeOfHost(text, at: place) { return found }
        if let found = base64(text, at: place, &scanner) { return found }
        for (kind, length) in Shapes.all {
            guard let length = length(text, place), length > 0 else { continue }
            let found = text[place..<(place + length)].text
            let isPublic = kind == .identifier && SecretTable.publicIdentifiers.contains(found.lowercased())
            return (place + length, isPublic ? found : standIns.standIn(for: found, kind))
        }
        return nil
    }

    /// A value that has a name, of an address perhaps, where it is escaped.
    private mutating func value(_ octets: ArraySlice<UInt8>, named name: String, depth: Int) -> String {
        guard octets.contains(UInt8(ascii: "%")), let undone = octets.percentDecoded,
            let decoded = String(validating: undone, as: UTF8.self)
        else { return text(octets.text, named: name, depth: depth) }
        let clean = text(decoded, named: name, depth: depth)
        return clean == decoded ? octets.text : clean.percentEncoded
    }

    /// An address of the web, or of mail.
    private mutating func shapeOfHost(_ text: [UInt8], at place: Int) -> (end: Int, clean: String)? {
        if let (host, end) = Shapes.host(text, at: place) {
            return (end, text[place..<host.lowerBound].text + self.host(text[host].text))
        }
        guard let (at, end) = Shapes.mail(text, at: place) else { return nil }
        let name = text[place..<at].text
        return (end, "\(standIns.standIn(for: name, .name))@\(host(text[(at + 1)..<end].text))")
    }

    /// A run of base64 within a text.
    private mutating func base64(
        _ text: [UInt8], at place: Int, _ scanner: inout PlainScanner
    ) -> (end: Int, clean: String)? {
        guard !scanner.isPath, place >= scanner.codedEnd else { return nil }
        let run = text[place...].prefix { $0.isAlphanumeric || "+/=".utf8.contains($0) }
        scanner.codedEnd = run.endIndex
        let isInPath = place > 0 && "./".utf8.contains(text[place - 1])
        guard run.count >= 24, !isInPath, Self.looksCoded(Array(run)) else { return nil }
        if let clean = coded(run.text, depth: scanner.depth) { return (run.endIndex, clean) }
        guard run.count >= 40, let decoded = Base64.decode(run.text) else { return nil }
        tell("\(decoded.count) octets in base64 within a text are no text themselves; they are left out")
        return (run.endIndex, Base64.encode([UInt8](repeating: 0, count: decoded.count)))
    }

    /// A run of characters some of which are escaped by their number (RFC 3986 section 2.1).
    private mutating func escaped(
        _ text: [UInt8], at place: Int, _ scanner: inout PlainScanner
    ) -> (end: Int, clean: String)? {
        guard place >= scanner.runEnd else { return nil }
        let run = text[place...].prefix { $0.isAlphanumeric || "%.-_~+".utf8.contains($0) }
        scanner.runEnd = max(run.endIndex, place + 1)
        guard run.contains(UInt8(ascii: "%")), let octets = run.percentDecoded,
            let decoded = String(validating: octets, as: UTF8.self)
        else { return nil }
        let clean =
            scanner.isPath && scanner.depth < 4
            ? plain(decoded, isPath: true, depth: scanner.depth + 1) : self.text(decoded, depth: scanner.depth + 1)
        return (run.endIndex, clean == decoded ? run.text : clean.percentEncoded)
    }
}

/// Goes over a text once, and writes what becomes of it.
private struct PlainScanner {
    private let octets: [UInt8]
    let isPath: Bool
    let depth: Int
    private var place = 0
    private var written: [UInt8] = []
    private(set) var isChanged = false
    /// Where the runs end that have been looked at already, so that nothing is looked at again and again.
    var runEnd = 0
    var codedEnd = 0

    init(_ octets: [UInt8], isPath: Bool, depth: Int) {
        self.octets = octets
        self.isPath = isPath
        self.depth = depth
        written.reserveCapacity(octets.count)
    }

    /// - Returns: nil at the end.
    func next() -> Int? { place < octets.count ? place : nil }

    mutating func keep() {
        written.append(octets[place])
        place += 1
    }

    mutating func replace(upTo end: Int, with text: String) {
        written.append(contentsOf: text.utf8)
        isChanged = isChanged || !octets[place..<end].elementsEqual(text.utf8)
        place = max(end, place + 1)
    }

    var result: String { String(decoding: written, as: UTF8.self) }
}
