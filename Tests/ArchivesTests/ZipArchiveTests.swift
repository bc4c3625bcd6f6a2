import Archives
import Testing

@Suite("Zip archives")
struct ZipArchiveTests {
    private static func archive(_ entries: ZipFile.Entry..., directoryOrder: [Int] = []) throws -> ZipArchive {
        let file = ZipFile(entries: entries, directoryOrder: directoryOrder)
        return try ZipArchive(file.written, maximumEntries: 10)
    }

    /// What all of the entries hold, in the order of their names.
    private static func texts(_ archive: ZipArchive, maximum: Int = 100, sum: Int = 100) throws -> [String] {
        let entries = archive.entries.sorted { $0.name < $1.name }
        let unpacking = try archive.unpacking(entries, maximum: maximum, maximumSum: sum)
        var texts: [String] = []
        while let octets = try unpacking.next() { texts.append(String(decoding: octets, as: UTF8.self)) }
        return texts
    }

    @Test("Entries are unpacked in the order in which they are wanted, wherever they stand")
    func order() throws {
        let archive = try Self.archive(
            ZipFile.Entry("c", "3"), ZipFile.Entry("a", "1"), ZipFile.Entry("d", "4"), ZipFile.Entry("b", "2"),
            directoryOrder: [3, 0, 2, 1])
        #expect(archive.entries.map(\.name) == ["c", "a", "d", "b"] && archive.entries.map(\.size) == [1, 1, 1, 1])
        #expect(try Self.texts(archive) == ["1", "2", "3", "4"])
        let some = try archive.unpacking([archive.entries[2], archive.entries[0]], maximum: 1, maximumSum: 2)
        #expect(try some.next() == Array("4".utf8))
        #expect(try some.next() == Array("3".utf8))
        #expect(try some.next() == nil)
    }

    @Test("Sizes that stand in the field of zip64 only are read: Fiddler writes them so")
    func longSizes() throws {
        let archive = try Self.archive(ZipFile.Entry("raw/1_c.txt", "GET") { $0.hasLongSizes = true })
        #expect(archive.entries.map(\.size) == [3])
        #expect(try Self.texts(archive) == ["GET"])
    }

    @Test(
        "Names are what stands there, whatever the language of this machine",
        arguments: ["ü/日本.xml", "../../etc/passwd", "/a", "C:/a", "a\u{1B}[31m", "raw/"])
    func names(_ name: String) throws {
        let archive = try Self.archive(ZipFile.Entry(name, ""), ZipFile.Entry("b", ""))
        #expect(archive.entries.count == 2 && archive.entries.first?.name == name)
    }

    @Test("Names by the slashes of DOS, which packers of Windows wrote, mean folders")
    func slashes() throws {
        #expect(try Self.archive(ZipFile.Entry("raw\\1_c.txt", "")).entries.first?.name == "raw/1_c.txt")
    }

    @Test("An archive without entries has none")
    func empty() throws {
        #expect(try Self.archive().entries.isEmpty)
    }

    /// An entry that cannot be unpacked, and why.
    static let unusable: [(entry: ZipFile.Entry, fault: ZipArchive.Fault)] = [
        (ZipFile.Entry("a", "1") { $0.flags |= 1 }, .encrypted),
        (ZipFile.Entry("a", "123456"), .tooLarge("a has 6 octets")),
        (
            ZipFile.Entry("a", "1") { $0.checksum = 7 },
            .damaged("a cannot be unpacked (ZIP bad CRC: 0x83dcefb7 should be 0x7)")
        ),
        (
            ZipFile.Entry("a", "1") { $0.method = 77 },
            .damaged("a cannot be unpacked (Unsupported ZIP compression method (77: ??))")
        ),
    ]

    @Test("What cannot be unpacked says why; what comes before it is there", arguments: unusable)
    func faults(_ row: (entry: ZipFile.Entry, fault: ZipArchive.Fault)) throws {
        var entry = row.entry
        entry.name = "b"
        for archive in [
            try Self.archive(ZipFile.Entry("a", "x"), entry), try Self.archive(entry, ZipFile.Entry("a", "x")),
        ] {
            let entries = archive.entries.sorted { $0.name < $1.name }
            let unpacking = try archive.unpacking(entries, maximum: 5, maximumSum: 100)
            #expect(try unpacking.next() == Array("x".utf8))
            #expect(throws: ZipArchive.Fault.self) { try unpacking.next() }
        }
        let archive = try Self.archive(row.entry)
        #expect(throws: row.fault) { try Self.texts(archive, maximum: 5) }
    }

    @Test("More entries, and more octets together, than are allowed are told")
    func bounds() throws {
        let entries = (0..<5).map { ZipFile.Entry("\($0)", "four") }
        let octets = ZipFile(entries: entries).written
        #expect(throws: ZipArchive.Fault.tooLarge("it has more than 4 entries")) {
            try ZipArchive(octets, maximumEntries: 4)
        }
        let archive = try ZipArchive(octets, maximumEntries: 5)
        #expect(try Self.texts(archive, maximum: 4, sum: 20).count == 5)
        #expect(throws: ZipArchive.Fault.tooLarge("4 has 4 octets")) { try Self.texts(archive, maximum: 4, sum: 19) }
    }

    @Test("An entry that two names stand for is unpacked once, so that little cannot become much")
    func shared() throws {
        var octets = ZipFile(entries: [ZipFile.Entry("a", "1"), ZipFile.Entry("b", "2")]).written
        let second = try #require(octets.lastRange(of: [0x50, 0x4B, 1, 2]))
        for place in second.lowerBound + 42..<second.lowerBound + 46 { octets[place] = 0 }
        let archive = try ZipArchive(octets, maximumEntries: 10)
        #expect(archive.entries.count == 1)
        #expect(try Self.texts(archive) == ["1"])
    }

    @Test("A directory that is not there, or broken, is told; the rest is not guessed at")
    func damaged() throws {
        let octets = ZipFile(entries: [ZipFile.Entry("a", "1"), ZipFile.Entry("b", "2")]).written
        #expect(throws: ZipArchive.Fault.damaged("its directory is missing")) {
            try ZipArchive(Array(octets.dropLast(23)), maximumEntries: 10)
        }
        var broken = octets
        let directory = try #require(octets.firstRange(of: [0x50, 0x4B, 1, 2]))
        broken[directory.lowerBound] = 0
        #expect(throws: ZipArchive.Fault.self) { try ZipArchive(broken, maximumEntries: 10) }
    }
}

extension [UInt8] {
    fileprivate func lastRange(of part: [UInt8]) -> Range<Int>? { ranges(of: part).last }
}
