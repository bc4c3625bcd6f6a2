/// The global tokens of WBXML (W3C note *wbxml*, section 7.1), and the bits of an element's token (section 5.8.2).
enum WBXMLToken {
    static let switchPage: UInt8 = 0x00
    static let end: UInt8 = 0x01
    static let entity: UInt8 = 0x02
    static let inlineString: UInt8 = 0x03
    /// An element whose name is in the string table.
    static let literal: UInt8 = 0x04
    static let tableString: UInt8 = 0x83
    static let opaque: UInt8 = 0xC3

    /// Set in an element's token if something stands inside.
    static let hasContent: UInt8 = 0x40
    static let hasAttributes: UInt8 = 0x80
    /// What is left of an element's token without the two bits.
    static let mask: UInt8 = 0x3F
    /// The first token that can be an element.
    static let firstElement: UInt8 = 0x05

    /// The IANA number of UTF-8.
    static let utf8: UInt8 = 106
}
