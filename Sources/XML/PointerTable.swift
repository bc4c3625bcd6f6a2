internal import CLibXML2

/// From the address of an interned name to its index: open addressing, at most half full.
struct PointerTable {
    private struct Slot {
        var key: UInt
        var index: Int
    }

    private var slots: UnsafeMutablePointer<Slot>
    private var shift: UInt
    private var mask: Int

    /// - Parameter names: distinct; each gets its position as index.
    init(_ names: [String], in context: xmlParserCtxtPtr) {
        let keys: [UnsafePointer<UInt8>] = names.compactMap { name in
            var name = name
            return name.withUTF8 { xmlDictLookup(context.pointee.dict, $0.baseAddress, Int32($0.count)) }
        }
        var bits: UInt = 4
        while 1 << bits < keys.count * 4 { bits += 1 }
        shift = UInt(UInt.bitWidth) - bits
        mask = 1 << bits - 1
        slots = .allocate(capacity: 1 << bits)
        slots.initialize(repeating: Slot(key: 0, index: XMLVocabulary.foreign), count: 1 << bits)
        for (index, key) in keys.enumerated() {
            var position = start(UInt(bitPattern: key))
            while slots[position].key != 0 { position = (position + 1) & mask }
            slots[position] = Slot(key: UInt(bitPattern: key), index: index)
        }
    }

    /// The memory is not counted: whoever made the table ends it.
    func deallocate() {
        slots.deallocate()
    }

    /// The index of an interned name, or `XMLVocabulary.foreign`.
    @inline(__always)
    func index(of name: UnsafePointer<UInt8>) -> Int {
        let key = UInt(bitPattern: name)
        var position = start(key)
        while true {
            let slot = slots[position]
            if slot.key == key || slot.key == 0 { return slot.index }
            position = (position &+ 1) & mask
        }
    }

    @inline(__always)
    private func start(_ key: UInt) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }
}
