import Captures
import Notation

/// Writes a folder of files as one (POSIX 1003.1-2017, pax, *ustar interchange format*), because a browser can keep a file and
/// no folder. Everything that unpacks archives reads it.
enum TarArchive {
    private static let block = 512

    /// - Parameter folder: in which the files are when they are unpacked; readable for their owner only.
    static func octets(_ files: [CaptureFile], folder: String, at time: Instant?) -> [UInt8] {
        var octets: [UInt8] = []
        for file in files {
            octets += header("\(folder)/\(file.name)", size: file.octets.count, time: max(0, time?.seconds ?? 0))
            octets += file.octets
            octets += [UInt8](repeating: 0, count: (block - file.octets.count % block) % block)
        }
        return octets + [UInt8](repeating: 0, count: 2 * block)
    }

    private static func header(_ name: String, size: Int, time: Int64) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: block)
        func put(_ text: String, at place: Int) {
            for (index, octet) in text.utf8.enumerated() { header[place + index] = octet }
        }
        put(String(name.prefix(99)), at: 0)
        put("0000600\0", at: 100)
        put("0000000\0", at: 108)
        put("0000000\0", at: 116)
        put(octal(Int64(size), digits: 11) + "\0", at: 124)
        put(octal(time, digits: 11) + "\0", at: 136)
        // The checksum is that of the header with blanks in its place.
        put("        ", at: 148)
        put("0", at: 156)
        put("ustar\u{0}00", at: 257)
        put(octal(header.reduce(0) { $0 + Int64($1) }, digits: 6) + "\0 ", at: 148)
        return header
    }

    private static func octal(_ number: Int64, digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
