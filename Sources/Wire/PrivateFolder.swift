import Foundation

/// A folder for files that hold secrets, which nobody but its owner may enter.
package struct PrivateFolder: Equatable, Sendable {
    package let path: String
    /// Whether others could enter it before; what they may have read then cannot be taken back.
    package let wasLoose: Bool

    /// Makes the folder where it is missing. Of one that is there others' rights are taken away.
    /// - Throws: where it cannot be made, where another user owns it, and where it is one that all users share.
    package init(_ path: String) throws(PrivateFileError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            let reason = Self.file(inPlaceOf: path).map { "'\($0)' is a file" } ?? error.localizedDescription
            throw PrivateFileError(path: path, message: "the folder cannot be made (\(reason)); name another")
        }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .system(path, "opened") }
        defer { close(folder) }
        var found = stat()
        guard fstat(folder, &found) == 0 else { throw .system(path, "opened") }
        guard found.st_uid == geteuid() else {
            throw PrivateFileError(
                path: path,
                message: "the folder belongs to another user, who could read all of it; name one of your own")
        }
        guard found.st_mode & S_ISVTX == 0 else {
            throw PrivateFileError(
                path: path, message: "the folder is one that all users share; name one of your own in it")
        }
        wasLoose = found.st_mode & 0o077 != 0
        guard !wasLoose || fchmod(folder, 0o700) == 0 else { throw .system(path, "kept from others") }
    }

    /// The file that stands where a folder is wanted, or one above it; nil where there is none. The system's own words for it
    /// are a number.
    private static func file(inPlaceOf path: String) -> String? {
        var place = path
        while !place.isEmpty, place != "/" {
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: place, isDirectory: &isFolder) {
                return isFolder.boolValue ? nil : NSString(string: place).lastPathComponent
            }
            place = NSString(string: place).deletingLastPathComponent
        }
        return nil
    }

    /// What to tell where others could enter the folder; nil where they could not.
    package var note: String? {
        wasLoose ? "\(path) was open to other users; it is its owner's only from now on" : nil
    }
}
