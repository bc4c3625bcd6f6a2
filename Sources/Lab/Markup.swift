internal import XML

/// Text as it stands in mark-up.
enum Markup {
    /// A text for content or for an attribute in double quotes.
    static func escaped(_ text: String) -> String {
        var writer = XMLWriter(reservingCapacity: text.utf8.count + 16)
        writer.attributeValue(text)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
