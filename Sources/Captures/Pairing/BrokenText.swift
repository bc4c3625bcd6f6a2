internal import SyncML

/// The text of a message that cannot be read: what is known to break it, and what can be had of it all the same.
struct BrokenText {
    private let source: CaptureSource

    init(_ source: CaptureSource) {
        self.source = source
    }

    /// The text without the declarations that stand behind its root; nil where there are none.
    var withoutInnerDeclarations: [UInt8]? {
        guard let root = source.root else { return nil }
        var text = Array(source.text[..<root.offset])
        var offset = root.offset
        while let start = source.text.offset(of: "<?xml ", from: offset),
            let end = source.text.offset(of: "?>", from: start)
        {
            text += source.text[offset..<start]
            offset = end + 2
        }
        guard offset > root.offset else { return nil }
        return text + source.text[offset...]
    }

    static let quotesAdvice =
        "There are typographic quotation marks in it, as word processors make them; put \" in their place."

    /// Whether there is one of U+2018 to U+201F in it, in UTF-8.
    var hasTypographicQuotes: Bool {
        let text = source.text
        var offset = 0
        while let found = text.offset(of: [0xE2, 0x80], from: offset) {
            offset = found + 2
            if offset < text.count, (0x98...0x9F).contains(text[offset]) { return true }
        }
        return false
    }

    /// The header of a message that cannot be read behind it.
    func header(by reader: MessageReader) -> Header? {
        guard let root = source.root, root.name == "SyncML",
            let end = source.text.offset(of: "</SyncHdr>", from: root.offset)
        else { return nil }
        let text = Array(source.text[root.offset..<(end + 10)]) + Array("<SyncBody/></SyncML>".utf8)
        return try? reader.read(text).message.header
    }
}
