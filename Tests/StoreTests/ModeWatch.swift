import Foundation
import Synchronization

/// Sees the modes of the files in a folder from their creation on: a thread looks at a file whenever the kernel tells that it
/// was made or that its mode or owner has changed.
final class ModeWatch: Sendable {
    /// What was seen of a folder.
    struct Seen {
        var made: Set<String> = []
        /// Files whose mode or owner was set after they were made, so that the mode they were made with was another.
        var changed: Set<String> = []
        /// Files that others could read when they were looked at.
        var loose: Set<String> = []
    }

    private let folder: String
    private let queue: CInt
    private let seen = Mutex(Seen())
    private let isOver = Atomic(false)
    private let hasEnded = DispatchSemaphore(value: 0)

    struct NoWatch: Error {}

    /// Watches a folder that is there already.
    init(_ folder: String) throws {
        self.folder = folder
        queue = inotify_init1(Int32(IN_NONBLOCK))
        guard queue >= 0, inotify_add_watch(queue, folder, UInt32(IN_CREATE | IN_ATTRIB)) >= 0 else { throw NoWatch() }
        Thread.detachNewThread { [self] in
            while !isOver.load(ordering: .acquiring) { drain(waiting: 20) }
            drain(waiting: 0)
            hasEnded.signal()
        }
    }

    /// What was seen so far.
    var sofar: Seen { seen.withLock { $0 } }

    /// Ends the watching, and looks at all that is there now.
    func finish() throws -> Seen {
        isOver.store(true, ordering: .releasing)
        hasEnded.wait()
        close(queue)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) { look(at: name) }
        return sofar
    }

    /// Reads what the kernel tells.
    /// - Parameter milliseconds: for how long it is waited for.
    private func drain(waiting milliseconds: CInt) {
        var wait = pollfd(fd: queue, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, milliseconds) > 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(queue, &buffer, buffer.count), count > 0 {
            var place = 0
            while place < count {
                // struct inotify_event: wd, mask, cookie, len, then the name, filled up with NUL.
                let mask = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self) }
                let length = buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place + 12, as: UInt32.self) }
                let start = place + 16
                let name = String(decoding: buffer[start..<start + Int(length)].prefix { $0 != 0 }, as: UTF8.self)
                if !name.isEmpty { note(name, isMade: mask & UInt32(IN_CREATE) != 0) }
                place = start + Int(length)
            }
        }
    }

    private func note(_ name: String, isMade: Bool) {
        look(at: name)
        seen.withLock { seen in
            if isMade { seen.made.insert(name) } else if seen.made.contains(name) { seen.changed.insert(name) }
        }
    }

    private func look(at name: String) {
        // What is gone by now cannot be looked at.
        var found = stat()
        guard lstat("\(folder)/\(name)", &found) == 0, found.st_mode & 0o077 != 0 else { return }
        seen.withLock { _ = $0.loose.insert(name) }
    }
}
