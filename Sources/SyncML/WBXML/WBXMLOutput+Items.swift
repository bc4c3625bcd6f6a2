internal import Notation
internal import XML

/// Items and Meta in DTD order.
extension WBXMLOutput {
    /// - Parameters:
    ///   - around: the command's Meta, which counts where the item's own says nothing.
    ///   - typeFirst: whether Type stands before Format.
    mutating func write(_ item: Item, _ around: Meta?, typeFirst: Bool = false) {
        open(.item)
        if let target = item.target {
            open(.target)
            leaf(.locURI, text: target)
            end()
        }
        if let source = item.source {
            open(.source)
            leaf(.locURI, text: source)
            end()
        }
        if case .markup(let markup)? = item.data {
            write(markup: markup, item.meta, typeFirst: typeFirst)
        } else {
            if let meta = item.meta { write(meta, typeFirst: typeFirst) }
            if let data = item.data { write(data, format: item.meta?.format ?? around?.format) }
        }
        if item.hasMoreData { empty(.moreData) }
        end()
    }

    /// Octets go as they are, but under Format `b64` as the text that the format says (protocol section 8.3).
    private mutating func write(_ data: ItemData, format: ValueFormat?) {
        switch data {
        case .text(let text), .markup(let text): leaf(.data, text: text)
        case .bytes(let bytes) where format == .b64: leaf(.data, text: Base64.encode(bytes))
        case .bytes(let bytes): leaf(.data, octets: bytes)
        }
    }

    /// A document that has a binary form becomes a whole document of its own, its Type telling so (TND section 9); other
    /// mark-up is octets, as CDATA is.
    private mutating func write(markup: String, _ meta: Meta?, typeFirst: Bool) {
        guard let document = Self.document(markup) else {
            if let meta { write(meta, typeFirst: typeFirst) }
            return leaf(.data, octets: Array(markup.utf8))
        }
        if var meta {
            meta.type = meta.type.map { EmbeddedType.binary($0) }
            write(meta, typeFirst: typeFirst)
        }
        leaf(.data, octets: document)
    }

    /// nil where the mark-up is not one of the documents that stand inside messages.
    private static func document(_ markup: String) -> [UInt8]? {
        do throws(XMLError) {
            let root = try XMLElement.read(Array(markup.utf8))
            guard let language = WBXMLDocument.language(ofRoot: root.name) else { return nil }
            return WBXMLDocument.write(root, as: language)
        } catch {
            return nil
        }
    }

    mutating func write(_ meta: Meta, typeFirst: Bool = false) {
        guard !meta.isEmpty else { return empty(.meta) }
        open(.meta)
        if typeFirst, let type = meta.type { leaf(.type, text: type) }
        if let format = meta.format { leaf(.format, text: format.rawValue) }
        if !typeFirst, let type = meta.type { leaf(.type, text: type) }
        for field in meta.others {
            let name: ElementName =
                switch field.name {
                case .mark: .mark
                case .size: .size
                case .version: .version
                case .nextNonce: .nextNonce
                case .maxMsgSize: .maxMsgSize
                case .maxObjSize: .maxObjSize
                case .emi: .emi
                }
            leaf(name, text: field.text)
        }
        end()
    }
}
