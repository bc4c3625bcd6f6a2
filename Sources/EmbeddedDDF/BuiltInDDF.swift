import Notation

/// The DDF files that travel inside the binary: those of the folder `DDF` here, which the plug-in EmbedFiles lists.
package enum BuiltInDDF {
    /// The bytes of one file; empty where there is none of that name.
    /// - Parameter name: the CSP's name, such as `RemoteLock`.
    package static func bytes(of name: String) -> [UInt8] { file(name + descriptionEnding) }

    private static func file(_ name: String) -> [UInt8] { embeddedFiles.first { $0.name == name }?.octets ?? [] }

    /// The table of the Policy CSP's policies, which stands beside its DDF file.
    package static var policies: [UInt8] { file(policyTable) }

    /// The names of all DDF files.
    package static var names: [String] { embeddedFiles.filter { $0.name.hasSuffix(descriptionEnding) }.map(\.title) }

    /// The table of what came after version 1703, for hints.
    package static var later: [UInt8] { file(laterTable) }

    private static let descriptionEnding = ".xml"
    private static let policyTable = "Policy.tsv"
    private static let laterTable = "Later.tsv"
}
