/// `Item`: one node that a command is for, and what is said of it (OMA-TS-DM_RepPro-V1_2_1 section 6.3.2).
package struct Item: Equatable, Sendable {
    /// `Target/LocURI`.
    package var target: String?
    /// `Source/LocURI`.
    package var source: String?
    package var meta: Meta?
    /// `Data`: nil where the element is missing, empty where it is `<Data/>`.
    package var data: ItemData?
    /// `MoreData`: the value goes on in the next message.
    package var hasMoreData: Bool

    package init(
        target: String? = nil, source: String? = nil, meta: Meta? = nil, data: ItemData? = nil,
        hasMoreData: Bool = false
    ) {
        self.target = target
        self.source = source
        self.meta = meta
        self.data = data
        self.hasMoreData = hasMoreData
    }
}

/// The content of a `Data` element.
package enum ItemData: Equatable, Sendable {
    /// Character data, entities and CDATA resolved.
    case text(String)
    /// Elements stood inside Data unescaped: the mark-up between the tags, exactly as received.
    case markup(String)
    /// Raw octets, which only WBXML can carry.
    case bytes([UInt8])

    /// The value as text: of octets the UTF-8 reading, with U+FFFD for what is none.
    package var text: String {
        switch self {
        case .text(let text), .markup(let text): text
        case .bytes(let bytes): String(decoding: bytes, as: UTF8.self)
        }
    }
}
