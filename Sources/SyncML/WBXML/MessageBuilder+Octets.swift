internal import XML

/// What octets in Data become, which only WBXML has.
extension MessageBuilder {
    /// - With Format `bin` they are octets.
    /// - A whole binary document, such as a serialised tree, becomes the mark-up that XML would have in its place; a Type
    ///   that says `+wbxml` then says `+xml`, as it would (TND section 9).
    /// - Else they are text where they are UTF-8, because CDATA becomes octets too.
    mutating func endOctets() {
        let format = item.meta?.format ?? command.meta?.format ?? containers.last?.meta?.format
        let data = text.withBytes { octets -> ItemData in
            guard format != .bin else { return .bytes(Array(octets)) }
            if let markup = WBXMLMarkup.text(ofDocument: octets) { return .markup(markup) }
            return Octets.isUTF8(octets) ? .text(String(decoding: octets, as: UTF8.self)) : .bytes(Array(octets))
        }
        item.data = data
        guard case .markup = data, let type = item.meta?.type else { return }
        item.meta?.type = EmbeddedType.xml(type)
    }
}

/// The two names that the type of a document inside Data has, one for each form of message (TND section 9).
enum EmbeddedType {
    private static let xmlSuffix = "+xml"
    private static let binarySuffix = "+wbxml"

    static func xml(_ type: String) -> String { replacing(binarySuffix, xmlSuffix, type) }

    static func binary(_ type: String) -> String { replacing(xmlSuffix, binarySuffix, type) }

    private static func replacing(_ old: String, _ new: String, _ type: String) -> String {
        type.lowercased().hasSuffix(old) ? type.dropLast(old.count) + new : type
    }
}
