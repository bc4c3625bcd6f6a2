import Notation
import PhonePage

/// The files of the phone's page, which travel inside the program. There is nothing secret in them.
package enum PageFiles {
    package struct File: Sendable {
        /// Where it is served: `/` for the page itself, else below `/page/`.
        package var path: String
        package var mediaType: String
        package var octets: [UInt8]
    }

    /// Below it all files are served but the page itself.
    package static let folder = "/page/"

    /// Every file, the page itself among them.
    package static let all: [File] = PhonePageFiles.all.map { file in
        File(
            path: file.name == "index.html" ? "/" : folder + file.name, mediaType: file.mediaType, octets: file.octets)
    }

    /// The file that is served at a path; nil where there is none.
    package static func file(at path: String) -> File? { byPath[path] }

    private static let byPath = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0) })
}
