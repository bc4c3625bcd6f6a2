import Notation

/// What stands before the body: version, public identifier, character set and string table (W3C note *wbxml*, sections
/// 5.4 to 5.7).
struct WBXMLHeader {
    /// nil where the public identifier says "unknown", or is one that is not known here.
    var language: WBXMLLanguage?
    /// Where the string table stands.
    var stringTable: Range<Int>

    /// Reads the header; the tokenizer stands before the body then.
    init(_ tokens: inout WBXMLTokenizer) throws(SyncMLError) {
        let version = try tokens.octet()
        // The upper half is the major version less one.
        guard version & 0xF0 == 0 else {
            throw .wbxml(
                .version,
                "The first octet is \(version.hexadecimal(width: 2)), which is no version 1 of WBXML; is this a "
                    + "binary message at all?",
                at: 0
            )
        }
        let number = try tokens.number()
        let index = number == 0 ? try tokens.number() : nil
        try Self.checkCharacterSet(&tokens)
        let length = try tokens.number()
        stringTable = tokens.position..<tokens.position
        guard length <= tokens.source.count - tokens.position else {
            throw .truncated(at: tokens.source.count)
        }
        stringTable = tokens.position..<(tokens.position + length)
        tokens.beginBody(stringTable)
        if let index {
            let text = try tokens.tableText(at: index)
            language = WBXMLLanguage(formalPublicID: String(decoding: text, as: UTF8.self))
        } else {
            language = UInt32(exactly: number).flatMap { WBXMLLanguage(publicID: $0) }
        }
    }

    /// Inferred: 0 stands for an unknown set, and ASCII is part of UTF-8; a wrong text is found when it is read.
    private static func checkCharacterSet(_ tokens: inout WBXMLTokenizer) throws(SyncMLError) {
        let offset = tokens.position
        let set = try tokens.number()
        guard [0, 3, Int(WBXMLToken.utf8)].contains(set) else {
            throw .wbxml(
                .characterSet, "The character set has the number \(set); send UTF-8, which is 106.", at: offset)
        }
    }
}
