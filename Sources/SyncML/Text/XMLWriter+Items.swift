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
        case .bytes(let bytes): leaf("Data", text: base64(bytes))
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

    /// RFC 4648 section 4, on one line.
    private func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            value &= 0xFF_FFFF
            for index in 0..<4 {
                text.append(index <= group.count ? alphabet[value >> (18 - 6 * index) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
