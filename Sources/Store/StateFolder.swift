import Foundation
import Notation
import Wire

/// The folder that holds one phone, and the lock that keeps a second process out of it.
///
/// The lock is the kernel's (`flock`), so it is gone with the process, however that ends.
package final class StateFolder: Sendable {
    package let path: String
    private let descriptor: CInt

    /// The holder of the lock, by a number that it has made for itself: what stands elsewhere in the folder belongs to this
    /// holder only if it names the same.
    package let holder: String
    /// What to tell the user where others could enter the folder before.
    package let note: String?

    /// Makes the folder where it is missing, its owner's only, and takes the lock.
    package init(_ path: String) throws(StoreError) {
        // Kept aside until the lock is taken: an initializer that throws late still runs `deinit`, which would close twice.
        let descriptor: CInt
        do throws(PrivateFileError) {
            note = try PrivateFolder(path).note
            descriptor = try PrivateFile.open("\(path)/lock")
        } catch {
            throw StoreError(
                code: .unusableFolder, folder: path,
                message: "the folder cannot be used: \(error.message) with --state")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StoreError(
                code: .inUse, folder: path,
                message: "another process is using this folder; wait for it to end, or name another one with --state")
        }
        self.path = path
        self.descriptor = descriptor
        holder = UInt64.random(in: 0...UInt64.max).hexadecimal(uppercase: false)
        ftruncate(descriptor, 0)
        let octets = Array(holder.utf8)
        // Where it cannot be written, nobody takes what stands in the folder for this holder's.
        _ = pwrite(descriptor, octets, octets.count, 0)
    }

    /// A folder whose lock another process holds that has lent this one its phone: for reading only.
    package init(sharing path: String) throws(StoreError) {
        do throws(PrivateFileError) {
            note = try PrivateFolder(path).note
            descriptor = try PrivateFile.open("\(path)/lock")
        } catch {
            throw StoreError(
                code: .unusableFolder, folder: path, message: "the folder cannot be used: \(error.message)")
        }
        self.path = path
        holder = ""
    }

    /// Who holds the lock of a folder now, or held it last; nil where nobody ever did.
    package static func holder(of path: String) -> String? {
        FileManager.default.contents(atPath: "\(path)/lock").map { String(decoding: $0, as: UTF8.self) }
    }

    deinit {
        // Closing alone leaves the lock with a child of this process that is between fork and exec. Where none was taken,
        // there is none to give back.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Whether a folder holds a phone, looked at without touching anything.
    package static func holdsPhone(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: database(in: path))
    }

    /// The database of the phone.
    var database: String { Self.database(in: path) }

    /// Makes the database's file where it is missing, and keeps it and those beside it from others: the PIN is in them.
    func makeDatabasePrivate() throws(PrivateFileError) {
        close(try PrivateFile.open(database))
        for suffix in ["-wal", "-shm", "-journal"] { try PrivateFile.tighten(database + suffix) }
    }

    private static func database(in path: String) -> String { "\(path)/phone.sqlite" }
}
