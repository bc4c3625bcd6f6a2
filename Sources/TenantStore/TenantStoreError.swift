/// A state folder that cannot be used, with what to do.
package struct TenantStoreError: Error, Sendable, CustomStringConvertible {
    package let folder: String
    package let message: String

    init(folder: String, _ error: any Error) {
        self.folder = folder
        message =
            "the lab's state cannot be used (\(error)); end another lab that uses this folder, or name another with --state"
    }

    package var description: String { "\(folder): \(message)" }
}
