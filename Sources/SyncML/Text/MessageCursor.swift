internal import XML

/// The source of a message as the builder sees it while an event lasts: XML text, or the octets of WBXML.
///
/// Offsets are byte offsets. The builder is written once for all sources and compiled once for each.
protocol MessageCursor {
    /// About how many bytes a command takes.
    static var commandLength: Int { get }

    /// In a start event the place of the tag's last byte, in an end event the place after the end tag.
    var offset: Int { get }
    /// Where the tag begins that the current start or end event belongs to.
    var tagOffset: Int { get }
    /// The source's size in bytes.
    var sourceLength: Int { get }
    /// Whether every text in the source is ASCII.
    var isASCII: Bool { get }

    /// Whether the bytes are part of the source, and so stay until the whole message is read.
    func isInSource(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool
    /// A part of the source that holds elements, as XML.
    func markup(_ range: Range<Int>) -> String
    /// Ends the reading.
    func stop(_ message: String, at offset: Int)
}

/// A start tag as the builder sees it.
protocol MessageTag {
    /// The raw value of an `ElementName`, or `XMLVocabulary.foreign`.
    var name: Int { get }
    /// The raw value of a `NamespaceName`, or `XMLVocabulary.foreign` or `.none`.
    var namespace: Int { get }
    /// The name as text, made when asked for.
    var localName: String { get }
}

extension XMLTag: MessageTag {}

extension XMLCursor: MessageCursor {
    static var commandLength: Int { 160 }

    func markup(_ range: Range<Int>) -> String { String(decoding: source(range), as: UTF8.self) }
}
