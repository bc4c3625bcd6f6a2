import GRDB
import Wire

/// A state folder that cannot be used, with what to do.
package struct TenantStoreError: Error, Sendable, CustomStringConvertible {
    package let folder: String
    package let message: String

    init(folder: String, _ error: any Error) {
        self.folder = folder
        message = "the lab's state cannot be used (\(error)); \(Self.remedy(error))"
    }

    /// What helps depends on what is wrong.
    private static func remedy(_ error: any Error) -> String {
        switch error {
        case let error as PasscodeKeyError: return error.remedy
        case is SupersededError: return "use the later version, or name another folder with --state"
        case is PrivateFileError: return "give this user a folder that is theirs alone"
        case let error as DatabaseError:
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED:
                return "end another lab that uses this folder, or name another with --state"
            case .SQLITE_CORRUPT, .SQLITE_NOTADB:
                return "put a copy of tenants.sqlite back, or name another folder with --state"
            case .SQLITE_FULL, .SQLITE_IOERR: return "make room on the disk"
            case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY:
                return "see to it that this user may write there"
            default: return "name another folder with --state"
            }
        default: return "put a copy of tenants.sqlite back, or name another folder with --state"
        }
    }

    package var description: String { "\(folder): \(message)" }
}

/// A database that a later version of the program has made.
struct SupersededError: Error, CustomStringConvertible {
    let description = "a later version of this program has written it"
}
