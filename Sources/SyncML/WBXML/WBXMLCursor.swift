internal import XML

/// A binary message as the builder sees it while an event lasts.
struct WBXMLCursor: MessageCursor {
    let tokens: UnsafePointer<WBXMLTokenizer>

    static var commandLength: Int { 48 }

    var offset: Int { tokens.pointee.position - 1 }
    var tagOffset: Int { tokens.pointee.start }
    var sourceLength: Int { tokens.pointee.source.count }
    var isASCII: Bool { tokens.pointee.isASCII }

    func isInSource(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = bytes.baseAddress, let source = tokens.pointee.source.baseAddress else { return false }
        return start >= source && start < source + tokens.pointee.source.count
    }

    /// Elements that stand in Data by their tokens; what cannot be written as XML is left out.
    func markup(_ range: Range<Int>) -> String {
        WBXMLMarkup.text(of: tokens.pointee.part(range), until: range.upperBound)
    }

    /// Whoever feeds the builder looks for its failure after each element.
    func stop(_ message: String, at offset: Int) {}
}

/// A start tag of a binary message.
struct WBXMLTag: MessageTag {
    let name: Int
    let namespace: Int
    let element: WBXMLElementToken

    var localName: String {
        element.name(in: .syncML12) ?? ""
    }
}
