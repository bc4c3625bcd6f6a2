internal import CLibArchive

/// One pass over the entries of an archive by libarchive, in the order in which their octets stand.
final class ZipPass {
    private let archive: OpaquePointer
    private let names: locale_t?
    private let source: OctetSource
    private var count = 0

    /// - Throws: where there is no directory.
    init(_ octets: [UInt8]) throws(ZipArchive.Fault) {
        guard let archive = archive_read_new() else { throw .tooLarge("there is no memory for it") }
        self.archive = archive
        names = understudy_language_of_names()
        source = OctetSource(octets)
        // The reader of streams takes whatever stands before a directory for entries, and is left out.
        archive_read_support_format_zip_seekable(archive)
        archive_read_set_read_callback(archive) { _, source, block in OctetSource.of(source)?.read(block) ?? -1 }
        archive_read_set_skip_callback(archive) { _, source, count in OctetSource.of(source)?.skip(count) ?? 0 }
        archive_read_set_seek_callback(archive) { _, source, offset, origin in
            OctetSource.of(source)?.seek(offset, origin) ?? -1
        }
        archive_read_set_callback_data(archive, Unmanaged.passUnretained(source).toOpaque())
        guard archive_read_open1(archive) == ARCHIVE_OK else { throw .damaged("its directory is missing") }
    }

    deinit {
        archive_read_free(archive)
        if let names { freelocale(names) }
    }

    /// - Returns: nil behind the last entry.
    func next() throws(ZipArchive.Fault) -> ZipArchive.Entry? {
        var found: OpaquePointer?
        let code = understudy_next_entry(archive, &found, names)
        guard code != ARCHIVE_EOF else { return nil }
        guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let found else {
            throw .damaged("its directory is broken (\(complaint))")
        }
        defer { count += 1 }
        // Of a name that is no UTF-8, though it says so, the library complains; what the entry holds is as good as any.
        let name = archive_entry_pathname(found).map { String(cString: $0) }
        return ZipArchive.Entry(
            name: name ?? "entry \(count + 1)", size: Int(archive_entry_size(found)), number: count,
            isEncrypted: archive_entry_is_encrypted(found) != 0,
            complaint: code == ARCHIVE_OK || name == nil ? nil : complaint)
    }

    /// What the entry holds that `next` has returned last.
    /// - Parameter maximum: how many octets it may have.
    func contents(of entry: ZipArchive.Entry, maximum: Int) throws(ZipArchive.Fault) -> [UInt8] {
        guard !entry.isEncrypted else { throw .encrypted }
        if let complaint = entry.complaint { throw .damaged("\(entry.name) cannot be unpacked (\(complaint))") }
        guard entry.size <= maximum else { throw .tooLarge("\(entry.name) has \(entry.size) octets") }
        var contents: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = room.withUnsafeMutableBytes { archive_read_data(archive, $0.baseAddress, $0.count) }
            guard count > 0 else {
                guard count == 0 else { throw .damaged("\(entry.name) cannot be unpacked (\(complaint))") }
                return contents
            }
            guard contents.count + count <= maximum else {
                throw .tooLarge("\(entry.name) has more octets than it says")
            }
            contents.append(contentsOf: room[..<count])
        }
    }

    /// The library's own words for what went wrong last.
    private var complaint: String {
        archive_error_string(archive).map { String(cString: $0) } ?? "libarchive does not say why"
    }
}

/// Octets in memory as a file that libarchive reads block by block, so that no pointer into an array outlives its use.
private final class OctetSource {
    private let octets: [UInt8]
    private var place = 0
    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)

    init(_ octets: [UInt8]) {
        self.octets = octets
    }

    deinit {
        block.deallocate()
    }

    /// The source that the library was given; whoever gave it keeps it as long as the library.
    static func of(_ data: UnsafeMutableRawPointer?) -> OctetSource? {
        data.map { Unmanaged<OctetSource>.fromOpaque($0).takeUnretainedValue() }
    }

    func read(_ found: UnsafeMutablePointer<UnsafeRawPointer?>?) -> Int {
        let count = min(block.count, octets.count - place)
        block.copyBytes(from: octets[place..<(place + count)])
        place += count
        found?.pointee = UnsafeRawPointer(block.baseAddress)
        return count
    }

    func skip(_ wanted: Int64) -> Int64 {
        let count = min(max(wanted, 0), Int64(octets.count - place))
        place += Int(count)
        return count
    }

    /// - Parameter origin: whence, as `fseek` has it.
    func seek(_ offset: Int64, _ origin: Int32) -> Int64 {
        let start: Int64? =
            switch origin {
            case SEEK_SET: 0
            case SEEK_CUR: Int64(place)
            case SEEK_END: Int64(octets.count)
            default: nil
            }
        guard let start else { return Int64(ARCHIVE_FATAL) }
        let (target, isTooLarge) = start.addingReportingOverflow(offset)
        guard !isTooLarge, (0...Int64(octets.count)).contains(target) else { return Int64(ARCHIVE_FATAL) }
        place = Int(target)
        return target
    }
}
