import Foundation

/// The folder that holds one phone, and the lock that keeps a second process out of it.
///
/// The lock is the kernel's (`flock`), so it is gone with the process, however that ends.
package final class StateFolder: Sendable {
    package let path: String
    private let descriptor: CInt

    /// Makes the folder where it is missing, readable for its owner only, and takes the lock.
    package init(_ path: String) throws(StoreError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError(
                code: .unusableFolder, folder: path,
                message: "the folder cannot be made (\(error.localizedDescription)); name another with --state")
        }
        // Kept aside until the lock is taken: an initializer that throws late still runs `deinit`, which would close twice.
        let descriptor = open("\(path)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(
                code: .unusableFolder, folder: path,
                message: "the folder cannot be written (\(String(cString: strerror(errno)))); name another with --state"
            )
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StoreError(
                code: .inUse, folder: path,
                message: "another process is using this phone; wait for it to end, or name another folder with --state")
        }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Whether a folder holds a phone, looked at without touching anything.
    package static func holdsPhone(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: database(in: path))
    }

    /// The database of the phone.
    var database: String { Self.database(in: path) }

    private static func database(in path: String) -> String { "\(path)/phone.sqlite" }
}
