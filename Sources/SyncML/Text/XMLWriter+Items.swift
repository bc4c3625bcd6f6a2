internal import Notation
internal import XML

/// Items and Meta in DTD order.
extension XMLWriter {
    /// - Parameter typeFirst: whether Type stands before Format.
    mutating func write(_ item: Item, typeFirst: Bool = false) {
        open("Item")
        if let target = item.target {
            open("Target")
            leaf("LocURI", text: target)
            close("Target")
        }
        if let source = item.source {
            open("Source")
            leaf("LocURI", text: source)
            close("Source")
        }
        if let meta = item.meta { write(meta, typeFirst: typeFirst) }
        if let data = item.data { write(data) }
        if item.hasMoreData { empty("MoreData") }
        close("Item")
    }

    private mutating func write(_ data: ItemData) {
        switch data {
        case .text(let text): leaf("Data", text: text)
        case .markup(let markup): leaf("Data", markup: markup)
        // XML cannot carry octets; RepPro section 6.3.1 has them as base64.
        case .bytes(let bytes): leaf("Data", text: Base64.encode(bytes))
        }
    }

    mutating func write(_ meta: Meta, typeFirst: Bool = false) {
        guard !meta.isEmpty else { return empty("Meta") }
        open("Meta")
        if typeFirst, let type = meta.type { leaf("Type", Self.metInf, text: type) }
        if let format = meta.format { leaf("Format", Self.metInf, text: format.rawValue) }
        if !typeFirst, let type = meta.type { leaf("Type", Self.metInf, text: type) }
        for field in meta.others {
            let name: StaticString =
                switch field.name {
                case .mark: "Mark"
                case .size: "Size"
                case .version: "Version"
                case .nextNonce: "NextNonce"
                case .maxMsgSize: "MaxMsgSize"
                case .maxObjSize: "MaxObjSize"
                case .emi: "EMI"
                }
            leaf(name, Self.metInf, text: field.text)
        }
        close("Meta")
    }

    private static let metInf: StaticString = "xmlns=\"syncml:metinf\""
}
