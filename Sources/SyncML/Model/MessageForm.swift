/// The two forms in which a message travels (OMA-TS-DM_RepPro-V1_2_1 section 6.2.1).
package enum MessageForm: String, Codable, Equatable, Sendable, CaseIterable {
    case xml
    case wbxml

    /// The media type in `Content-Type` and `Accept`.
    package var mediaType: String {
        switch self {
        case .xml: "application/vnd.syncml.dm+xml"
        case .wbxml: "application/vnd.syncml.dm+wbxml"
        }
    }

    /// The form that a media type names, without parameters; nil for any other type.
    package init?(mediaType: String?) {
        guard let form = Self.allCases.first(where: { $0.mediaType == mediaType?.lowercased() }) else { return nil }
        self = form
    }

    /// The form of bytes that arrived, told by how they begin: servers mislabel what they send, and a WBXML document
    /// begins with its version, which no text does.
    package init(of bytes: [UInt8]) {
        self = WBXMLReader.recognizes(bytes) ? .wbxml : .xml
    }

    package func bytes(of message: Message) -> [UInt8] {
        switch self {
        case .xml: MessageWriter().write(message)
        case .wbxml: WBXMLWriter().write(message)
        }
    }

    /// The bytes of a reply, without a message being made of it.
    package func bytes(
        version: MarkupVersion, header: Header?, statuses: [Status], results: [Results], isFinal: Bool
    ) -> [UInt8] {
        switch self {
        case .xml:
            return MessageWriter().write(
                version: version, header: header, statuses: statuses, results: results, isFinal: isFinal)
        case .wbxml:
            return WBXMLWriter().write(
                version: version, header: header, statuses: statuses, results: results, isFinal: isFinal)
        }
    }
}
