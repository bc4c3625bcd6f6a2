import Notation

/// The phone profiles that come along: the files of `Samples/profiles`, inside the program.
package enum BuiltInProfiles {
    /// The name of the one that counts where none is named.
    package static let usual = "lumia-950-1703"

    /// The name of the one that stands for desktops where no other is named.
    package static let desktop = "desktop-1709"

    /// Their names, the one that counts where none is named first.
    package static var names: [String] {
        let others = embeddedFiles.map(\.title).filter { $0 != usual }
        return embeddedFiles.contains { $0.title == usual } ? [usual] + others : others
    }

    /// The text of one; nil where there is none of that name.
    package static func text(of name: String) -> String? { embeddedFiles.first { $0.title == name }?.text }
}
