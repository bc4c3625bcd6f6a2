/// What was copied out of a web page's source: `<` stands in it as `&lt;`. Undone once, and nothing is guessed.
enum WebPasteReader: CaptureReader {
    static func recognizes(_ source: CaptureSource) -> Bool {
        guard
            let start = ["&lt;SyncML", "&lt;SyncBody", "&#60;SyncML", "&#x3c;SyncML"].lazy
                .compactMap({ source.text.offset(of: $0) }).first
        else { return false }
        // A message may carry another one inside it.
        return source.text.offset(of: "<SyncML").map { $0 > start } ?? true
    }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        let undone = Entities.undone(source.text)
        let inner = CaptureSource(CaptureFile(name: source.name, octets: undone), source.limits)
        let reader: any CaptureReader.Type =
            MessageTextReader.recognizes(inner) ? MessageTextReader.self : CommandsReader.self
        var contents = try reader.read(inner)
        contents.form = .webPaste
        contents.warnings.append(
            CaptureWarning(
                .entitiesUndone, at: source.place(),
                "this was copied from a web page, where < stands as &lt;: that is undone; if the message held such text of its "
                    + "own, it is another one now"))
        return contents
    }
}

/// The references that web pages have for characters.
enum Entities {
    private static let names: [String: String] = [
        "lt": "<", "gt": ">", "amp": "&", "quot": "\"", "apos": "'", "nbsp": " ",
    ]

    /// The text with each reference replaced once; what is none stays.
    static func undone(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var offset = 0
        while let start = text.offset(ofOctet: UInt8(ascii: "&"), from: offset) {
            result.append(contentsOf: text[offset..<start])
            let name = text[(start + 1)...].prefix(10).prefix { $0 != UInt8(ascii: ";") }
            if name.endIndex < text.count, text[name.endIndex] == UInt8(ascii: ";"), let value = value(of: name.text) {
                result.append(contentsOf: value.utf8)
                offset = name.endIndex + 1
            } else {
                result.append(text[start])
                offset = start + 1
            }
        }
        result.append(contentsOf: text[offset...])
        return result
    }

    private static func value(of name: String) -> String? {
        if let known = names[name] { return known }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let isHexadecimal = digits.first == "x" || digits.first == "X"
        let number = isHexadecimal ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap { Unicode.Scalar($0) }.map { String(Character($0)) }
    }
}
