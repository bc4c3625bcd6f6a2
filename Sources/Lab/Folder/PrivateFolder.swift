internal import CoreFoundation
internal import Foundation

/// A folder for secrets: it and its files are its owner's alone, from the first octet on.
struct PrivateFolder: Sendable {
    let path: String
    /// Whether others could look into the folder until now.
    let wasTightened: Bool

    /// Makes the folder where it is missing, and takes one that is there from others.
    /// - Throws: `LabError` with code `folder` for one that cannot be made, is another user's, or is shared by many.
    init(_ path: String) throws(LabError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw LabError(.folder, "The folder '\(path)' cannot be made: \(error.localizedDescription)")
        }
        var facts = stat()
        guard stat(path, &facts) == 0 else { throw Self.failure("The folder '\(path)' cannot be looked at") }
        guard facts.st_uid == geteuid() else {
            throw LabError(.folder, "The folder '\(path)' is another user's. Name one of your own.")
        }
        guard facts.st_mode & S_ISVTX == 0 else {
            throw LabError(.folder, "The folder '\(path)' is shared by many. Name one of your own in it.")
        }
        wasTightened = facts.st_mode & 0o077 != 0
        guard !wasTightened || chmod(path, 0o700) == 0 else {
            throw Self.failure("Others may look into the folder '\(path)', and it cannot be taken from them")
        }
    }

    /// The text of a file; nil where there is none.
    /// - Throws: for a file that is not this user's own, or is no plain file.
    func read(_ name: String) throws(LabError) -> String? {
        let descriptor = open(place(name), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw Self.failure("'\(place(name))' cannot be read") }
            return nil
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_uid == geteuid() else {
            throw LabError(.folder, "'\(place(name))' is not a file of your own. Move it out of the way.")
        }
        guard facts.st_mode & 0o077 == 0 || fchmod(descriptor, 0o600) == 0 else {
            throw Self.failure("Others may read '\(place(name))', and it cannot be taken from them")
        }
        do {
            return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        } catch {
            throw LabError(.folder, "'\(place(name))' cannot be read: \(error.localizedDescription)")
        }
    }

    /// Writes a file, whole or not at all.
    func write(_ text: String, to name: String) throws(LabError) {
        let draft = place(name) + ".new"
        // A draft that a process left behind could have another mode.
        guard unlink(draft) == 0 || errno == ENOENT else { throw Self.failure("'\(draft)' is in the way") }
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("'\(draft)' cannot be written") }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(contentsOf: Data(text.utf8))
            try file.synchronize()
        } catch {
            throw LabError(.folder, "'\(draft)' cannot be written: \(error.localizedDescription)")
        }
        guard rename(draft, place(name)) == 0 else { throw Self.failure("'\(place(name))' cannot be written") }
    }

    private func place(_ name: String) -> String { "\(path)/\(name)" }

    /// What the system says about the call that just failed.
    private static func failure(_ what: String) -> LabError {
        LabError(.folder, "\(what): \(String(cString: strerror(errno))). Choose another folder for the lab.")
    }
}
