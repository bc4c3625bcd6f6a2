/// The DDF files that travel inside the binary: those of the folder `DDF` here, which the plug-in EmbedDDF lists.
package enum BuiltInDDF {
    /// The bytes of one file; empty where there is none of that name.
    /// - Parameter name: the CSP's name, such as `RemoteLock`.
    package static func bytes(of name: String) -> [UInt8] {
        guard let text = embeddedFiles.first(where: { $0.name == name })?.text else { return [] }
        return Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// The table of the Policy CSP's policies, which stands beside its DDF file.
    package static var policies: [UInt8] { bytes(of: policyTable) }

    /// The names of all DDF files.
    package static var names: [String] { embeddedFiles.map(\.name).filter { ![policyTable, laterTable].contains($0) } }

    /// The table of what came after version 1703, for hints.
    package static var later: [UInt8] { bytes(of: laterTable) }

    private static let policyTable = "Policy.tsv"
    private static let laterTable = "Later.tsv"
}
