/// A state folder that cannot be used, with what to do.
package struct StoreError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Code: Equatable, Sendable {
        /// Another process uses the folder.
        case inUse
        /// The folder cannot be made or opened.
        case unusableFolder
        /// The database cannot be read or written, or holds what this version does not know.
        case unusableDatabase
    }

    package var code: Code
    package var folder: String
    package var message: String

    package init(code: Code, folder: String, message: String) {
        self.code = code
        self.folder = folder
        self.message = message
    }

    package var description: String { "\(folder): \(message)" }
}

extension StoreError {
    static func unusable(_ folder: StateFolder, _ error: any Error) -> StoreError {
        StoreError(
            code: .unusableDatabase, folder: folder.path,
            message: "phone.sqlite cannot be used (\(error)); name another folder with --state, or remove this one")
    }
}
