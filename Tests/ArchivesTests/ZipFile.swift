/// A zip archive of stored entries, written by hand so that it can be wrong where a test wants it to be.
struct ZipFile {
    struct Entry {
        var name: String
        var octets: [UInt8]
        /// Bit 0 says that a password is needed, bit 11 that the name is UTF-8 (APPNOTE 4.4.4).
        var flags: UInt16 = 0x800
        var method: UInt16 = 0
        var checksum: UInt32?
        /// How many octets the directory says that it has.
        var size: UInt32?
        /// Whether the directory has the sizes in the field of zip64 only, as Fiddler writes it.
        var hasLongSizes = false

        init(_ name: String, _ text: String, _ change: (inout Entry) -> Void = { _ in }) {
            self.name = name
            octets = Array(text.utf8)
            change(&self)
        }
    }

    var entries: [Entry]
    /// The order in which the directory names them; that of the entries where it is empty.
    var directoryOrder: [Int] = []

    var written: [UInt8] {
        var out: [UInt8] = []
        let offsets = entries.map { entry in
            let offset = out.count
            out += [0x50, 0x4B, 3, 4] + Self.fixed(entry) + Self.sizes(entry, isLong: false) + Self.number(0, 2)
            out += Array(entry.name.utf8) + entry.octets
            return offset
        }
        let start = out.count
        for index in directoryOrder.isEmpty ? Array(entries.indices) : directoryOrder {
            let entry = entries[index]
            let count = UInt64(entry.octets.count)
            let extra =
                entry.hasLongSizes
                ? Self.number(1, 2) + Self.number(16, 2) + Self.number(count, 8) + Self.number(count, 8) : []
            out += [0x50, 0x4B, 1, 2] + Self.number(45, 2) + Self.fixed(entry)
            out += Self.sizes(entry, isLong: entry.hasLongSizes) + Self.number(UInt64(extra.count), 2)
            out += [UInt8](repeating: 0, count: 10) + Self.number(UInt64(offsets[index]), 4)
            out += Array(entry.name.utf8) + extra
        }
        let count = Self.number(UInt64(entries.count), 2)
        let directory = Self.number(UInt64(out.count - start), 4) + Self.number(UInt64(start), 4)
        return out + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + directory + [0, 0]
    }

    private static func fixed(_ entry: Entry) -> [UInt8] {
        number(45, 2) + number(UInt64(entry.flags), 2) + number(UInt64(entry.method), 2) + number(0, 4)
            + number(UInt64(entry.checksum ?? checksum(entry.octets)), 4)
    }

    private static func sizes(_ entry: Entry, isLong: Bool) -> [UInt8] {
        let size = isLong ? UInt32.max : entry.size ?? UInt32(entry.octets.count)
        let packed = isLong ? UInt32.max : UInt32(entry.octets.count)
        return number(UInt64(packed), 4) + number(UInt64(size), 4) + number(UInt64(entry.name.utf8.count), 2)
    }

    /// Its least octet first.
    private static func number(_ value: UInt64, _ octets: Int) -> [UInt8] {
        (0..<octets).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }

    /// CRC-32.
    private static func checksum(_ octets: [UInt8]) -> UInt32 {
        ~octets.reduce(UInt32.max) { sum, octet in
            (0..<8).reduce(sum ^ UInt32(octet)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
    }
}
