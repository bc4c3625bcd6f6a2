/// The token that begins an element.
struct WBXMLElementToken {
    var page: UInt8
    /// Without its upper bits; `WBXMLToken.literal` where the name is a text.
    var token: UInt8
    var hasContent: Bool
    var hasAttributes: Bool
    /// The name in the string table, if it has no token.
    var literal = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

    /// The name in a language; nil where that has none for the token.
    func name(in language: WBXMLLanguage) -> String? {
        guard token == WBXMLToken.literal else { return language.page(page)?.name(of: token) }
        return String(decoding: literal, as: UTF8.self)
    }
}
