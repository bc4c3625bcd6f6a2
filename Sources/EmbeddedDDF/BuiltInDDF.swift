/// The DDF files that travel inside the binary: those of the folder `DDF` here, which the plug-in EmbedDDF lists.
package enum BuiltInDDF {
    /// The bytes of one file; empty where there is none of that name.
    /// - Parameter name: the CSP's name, such as `RemoteLock`.
    package static func bytes(of name: String) -> [UInt8] {
        guard let text = embeddedFiles.first(where: { $0.name == name })?.text else { return [] }
        return Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// The names of all files.
    package static var names: [String] { embeddedFiles.map(\.name) }
}
