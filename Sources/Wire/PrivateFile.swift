import Foundation

/// A folder or file that cannot be kept from others: what is wrong and what to do.
package struct PrivateFileError: Error, Equatable, Sendable, CustomStringConvertible {
    package var path: String
    package var message: String

    package var description: String { "\(path): \(message)" }

    /// What the system said of the last call.
    static func system(_ path: String, _ verb: String) -> PrivateFileError {
        PrivateFileError(
            path: path, message: "it cannot be \(verb) (\(String(cString: strerror(errno)))); name another place")
    }
}

/// Files that hold secrets: their owner's only from the first octet on, whatever the umask is.
package enum PrivateFile {
    private static let mode: mode_t = 0o600

    /// Writes a new file.
    /// - Throws: also where there is one of that name already; nothing is ever written into what somebody else made.
    package static func create(_ path: String, _ octets: [UInt8]) throws(PrivateFileError) {
        let file = try opened(path, O_WRONLY | O_CREAT | O_EXCL)
        defer { close(file) }
        try write(octets, to: file, path)
    }

    /// Writes a file whole or not at all, in the place of the file that stood there, or of a link: what that led to stays.
    /// - Throws: also where a device, a pipe or a folder stands there.
    package static func replace(_ path: String, _ octets: [UInt8]) throws(PrivateFileError) {
        var found = stat()
        guard lstat(path, &found) != 0 || [S_IFREG, S_IFLNK].contains(found.st_mode & S_IFMT) else {
            throw PrivateFileError(path: path, message: "it is no file, and stays; name another place")
        }
        let draft = path + ".new"
        // What a process left behind that was killed; if it cannot go, the next call says so.
        unlink(draft)
        try create(draft, octets)
        guard rename(draft, path) == 0 else { throw .system(path, "written") }
    }

    /// Reads a file, of which others' rights end.
    /// - Returns: nil where there is none.
    /// - Throws: where it is no plain file of this user.
    package static func read(_ path: String) throws(PrivateFileError) -> [UInt8]? {
        var found = stat()
        guard lstat(path, &found) == 0 else { return nil }
        let file = try open(path)
        defer { close(file) }
        do {
            return [UInt8](try FileHandle(fileDescriptor: file, closeOnDealloc: false).readToEnd() ?? Data())
        } catch {
            throw PrivateFileError(path: path, message: "it cannot be read (\(error.localizedDescription))")
        }
    }

    /// Opens a file for reading and writing, which is made where it is missing; for who locks it, or as a file that a
    /// library is to open.
    /// - Returns: its descriptor, which somebody has to close.
    /// - Throws: where it is no plain file of this user. Others' rights to it end.
    package static func open(_ path: String) throws(PrivateFileError) -> CInt {
        let file = try opened(path, O_RDWR | O_CREAT)
        do throws(PrivateFileError) {
            try makePrivate(file, path)
        } catch {
            close(file)
            throw error
        }
        return file
    }

    /// Ends the rights of others to a file, if it is there.
    package static func tighten(_ path: String) throws(PrivateFileError) {
        var found = stat()
        guard lstat(path, &found) == 0 else { return }
        close(try open(path))
    }

    private static func opened(_ path: String, _ flags: CInt) throws(PrivateFileError) -> CInt {
        // Without O_NONBLOCK a pipe that somebody has put there would hold the program up.
        let file = Foundation.open(path, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, mode)
        guard file >= 0 else { throw .system(path, "written") }
        return file
    }

    private static func makePrivate(_ file: CInt, _ path: String) throws(PrivateFileError) {
        var found = stat()
        guard fstat(file, &found) == 0, found.st_mode & S_IFMT == S_IFREG, found.st_uid == geteuid() else {
            throw PrivateFileError(path: path, message: "it is no file of this user; name another place")
        }
        guard found.st_mode & 0o077 != 0 else { return }
        guard fchmod(file, mode) == 0 else { throw .system(path, "kept from others") }
    }

    private static func write(_ octets: [UInt8], to file: CInt, _ path: String) throws(PrivateFileError) {
        var rest = octets[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else { throw .system(path, "written") }
            rest = rest.dropFirst(max(0, count))
        }
    }
}
