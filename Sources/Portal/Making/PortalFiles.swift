package import Notation
import PhonePage

/// The files of the portal that every browser may have: styles, scripts, a picture. There is nothing secret in them.
package enum PortalFiles {
    /// Below it they are served.
    package static let folder = PortalRoute.root + "/files/"

    /// The file that is served at a path; nil where there is none.
    package static func file(at path: String) -> EmbeddedFile? { byPath[path] }

    /// The octets of one of the portal's own files; empty where there is none of that name.
    static func content(of name: String) -> [UInt8] { embeddedFiles.first { $0.name == name }?.octets ?? [] }

    /// The same of the phone page's, whose texts on statuses are told here as well.
    static func phoneContent(of name: String) -> [UInt8] {
        PhonePageFiles.all.first { $0.name == name }?.octets ?? []
    }

    /// The templates by their names.
    static let templates: [(name: String, text: String)] = own("templates/").map { file in
        (String(file.title.dropFirst("templates/".count)), file.text)
    }

    /// All that is served. What both pages look like is one file, the phone page's.
    package static let served: [EmbeddedFile] =
        own("styles/") + own("scripts/")
        + PhonePageFiles.all.filter { ["styles/base.css", "icon.svg"].contains($0.name) }

    /// The files of the phone's page, whose scripts show the conversation of a device here as well. They find each other where
    /// they are.
    private static let ofPhone = PhonePageFiles.all.filter { $0.name != "index.html" }

    private static let byPath = Dictionary(
        served.map { (folder + $0.name, $0) } + ofPhone.map { ("\(folder)phone/\($0.name)", $0) }
    ) { first, _ in first }

    private static func own(_ prefix: String) -> [EmbeddedFile] { embeddedFiles.filter { $0.name.hasPrefix(prefix) } }
}
