/// The entries of a zip archive (PKWARE's APPNOTE 6.3), as far as programs that keep captures and packers of files write
/// them: one disk, stored or deflated, without a password. The central directory alone tells what is there.
package struct ZipArchive {
    package enum Fault: Error, Equatable {
        case damaged(String)
        case encrypted
        case tooLarge(String)
    }

    package struct Entry: Equatable {
        package var name: String
        var flags: Int
        var method: Int
        var checksum: UInt32
        var packedSize: Int
        package var size: Int
        var headerOffset: Int

        /// Whether a password keeps it from others (APPNOTE 4.4.4, bit 0; 4.4.5, method 99 is AES).
        var isEncrypted: Bool { flags & 1 != 0 || method == 99 }
    }

    private let octets: [UInt8]
    package let entries: [Entry]

    package static func recognizes(_ octets: [UInt8]) -> Bool {
        octets.starts(with: [0x50, 0x4B, 3, 4]) || octets.starts(with: [0x50, 0x4B, 5, 6])
    }

    package init(_ octets: [UInt8], maximumEntries: Int) throws(Fault) {
        self.octets = octets
        guard let end = Self.endRecord(octets) else { throw .damaged("its directory is missing") }
        let count = octets.number(at: end + 10, octets: 2)
        var offset = octets.number(at: end + 16, octets: 4)
        guard count < 0xFFFF, offset < 0xFFFF_FFFF else { throw .tooLarge("it is of the large kind (zip64)") }
        guard count <= maximumEntries else { throw .tooLarge("it has \(count) entries") }
        var entries: [Entry] = []
        for _ in 0..<count {
            guard let (entry, next) = Self.entry(octets, at: offset) else { throw .damaged("its directory is broken") }
            entries.append(entry)
            offset = next
        }
        // Entries that share octets can make much of little; no packer writes such.
        guard entries.reduce(0, { $0 + $1.packedSize }) <= octets.count else { throw .damaged("its entries overlap") }
        self.entries = entries
    }

    /// The record at the end, which may be followed by a comment.
    private static func endRecord(_ octets: [UInt8]) -> Int? {
        guard octets.count >= 22 else { return nil }
        let last = octets.count - 22
        return stride(from: last, through: max(0, last - 65_535), by: -1).first { offset in
            octets[offset] == 0x50 && octets[offset...].starts(with: [0x50, 0x4B, 5, 6])
        }
    }

    private static func entry(_ octets: [UInt8], at offset: Int) -> (Entry, next: Int)? {
        guard octets.count >= 46, offset <= octets.count - 46, octets[offset...].starts(with: [0x50, 0x4B, 1, 2]) else {
            return nil
        }
        let nameLength = octets.number(at: offset + 28, octets: 2)
        let extraLength = octets.number(at: offset + 30, octets: 2)
        let rest = extraLength + octets.number(at: offset + 32, octets: 2)
        let nameEnd = offset + 46 + nameLength
        guard nameEnd + rest <= octets.count else { return nil }
        var entry = Entry(
            name: String(decoding: octets[(offset + 46)..<nameEnd], as: UTF8.self),
            flags: octets.number(at: offset + 8, octets: 2),
            method: octets.number(at: offset + 10, octets: 2),
            checksum: UInt32(truncatingIfNeeded: octets.number(at: offset + 16, octets: 4)),
            packedSize: octets.number(at: offset + 20, octets: 4), size: octets.number(at: offset + 24, octets: 4),
            headerOffset: octets.number(at: offset + 42, octets: 4))
        readLongNumbers(octets, nameEnd..<(nameEnd + extraLength), into: &entry)
        return (entry, nameEnd + rest)
    }

    /// Numbers that stand in the field of the large kind (zip64, APPNOTE 4.5.3), each only where the usual place is full of
    /// ones. Fiddler writes sizes so, however small.
    private static func readLongNumbers(_ octets: [UInt8], _ extra: Range<Int>, into entry: inout Entry) {
        var offset = extra.lowerBound
        while offset + 4 <= extra.upperBound {
            let end = offset + 4 + octets.number(at: offset + 2, octets: 2)
            guard end <= extra.upperBound else { return }
            if octets.number(at: offset, octets: 2) == 1 {
                var place = offset + 4
                for field in [\Entry.size, \.packedSize, \.headerOffset] where entry[keyPath: field] == 0xFFFF_FFFF {
                    // A number beyond what memory could hold is past every bound.
                    let upper = octets.number(at: place + 4, octets: 4)
                    guard place + 8 <= end, upper == 0 else { return }
                    entry[keyPath: field] = octets.number(at: place, octets: 4)
                    place += 8
                }
            }
            offset = end
        }
    }

    /// What an entry holds.
    /// - Parameter maximum: how many octets it may have.
    package func contents(of entry: Entry, maximum: Int) throws(Fault) -> [UInt8] {
        guard !entry.isEncrypted else { throw .encrypted }
        guard entry.size <= maximum else { throw .tooLarge("\(entry.name) has \(entry.size) octets") }
        let packed = try packed(entry)
        let contents: [UInt8]
        switch entry.method {
        case 0: contents = Array(packed)
        case 8:
            do {
                contents = try Inflate.read(packed, .none, maximum: maximum)
            } catch {
                switch error {
                case .tooLarge: throw .tooLarge("\(entry.name) has more octets than it says")
                case .cut, .broken: throw .damaged("\(entry.name) cannot be unpacked")
                }
            }
        default: throw .damaged("\(entry.name) is packed by method \(entry.method), which is not read here")
        }
        guard contents.count == entry.size, Inflate.checksum(contents) == entry.checksum else {
            throw .damaged("\(entry.name) is not what its check sum says")
        }
        return contents
    }

    private func packed(_ entry: Entry) throws(Fault) -> ArraySlice<UInt8> {
        let header = entry.headerOffset
        guard octets.count >= 30, header <= octets.count - 30, octets[header...].starts(with: [0x50, 0x4B, 3, 4]) else {
            throw .damaged("\(entry.name) is not where the directory says")
        }
        let start = header + 30 + octets.number(at: header + 26, octets: 2) + octets.number(at: header + 28, octets: 2)
        guard start <= octets.count, entry.packedSize <= octets.count - start else {
            throw .damaged("\(entry.name) ends too early")
        }
        return octets[start..<(start + entry.packedSize)]
    }
}

extension [UInt8] {
    /// A number, its least octet first; 0 where the octets end before.
    fileprivate func number(at offset: Int, octets: Int) -> Int {
        guard offset >= 0, offset + octets <= count else { return 0 }
        return (0..<octets).reversed().reduce(0) { $0 << 8 | Int(self[offset + $1]) }
    }
}
