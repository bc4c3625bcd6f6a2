import Foundation

/// Sees every mode that a file in a folder ever has: the kernel tells of each change, so nothing is too short to be seen.
struct ModeWatch {
    private let folder: String
    private let queue: CInt

    struct NoWatch: Error {}

    /// Watches a folder that is there already.
    init(_ folder: String) throws {
        self.folder = folder
        queue = inotify_init1(Int32(IN_NONBLOCK))
        guard queue >= 0, inotify_add_watch(queue, folder, UInt32(IN_CREATE | IN_ATTRIB)) >= 0 else { throw NoWatch() }
    }

    /// Ends the watching.
    /// - Returns: the files that others could read for a moment, because their mode was set after they were made, or can
    ///   read now; and how many were made.
    func finish() throws -> (open: Set<String>, made: Int) {
        defer { close(queue) }
        var made: Set<String> = []
        var changed: Set<String> = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(queue, &buffer, buffer.count), count > 0 {
            var place = 0
            while place < count {
                // struct inotify_event: wd, mask, cookie, len, then the name, filled up with NUL.
                let mask = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self) }
                let length = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place + 12, as: UInt32.self) }
                let start = place + 16
                let name = String(decoding: buffer[start..<start + Int(length)].prefix { $0 != 0 }, as: UTF8.self)
                if mask & UInt32(IN_CREATE) != 0 { made.insert(name) } else if !name.isEmpty { changed.insert(name) }
                place = start + Int(length)
            }
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
            return attributes[.posixPermissions] as? Int != 0o600
        }
        return (made.intersection(changed).union(left), made.count)
    }
}
