import CPhonePage

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
    package static let all: [File] = (0..<understudy_page_file_count()).compactMap { place in
        guard let file = understudy_page_file_at(place)?.pointee else { return nil }
        let name = String(cString: file.name)
        let octets = Array(UnsafeBufferPointer(start: file.bytes, count: file.length))
        return File(path: name == "index.html" ? "/" : folder + name, mediaType: mediaType(of: name), octets: octets)
    }

    /// The file that is served at a path; nil where there is none.
    package static func file(at path: String) -> File? { byPath[path] }

    private static let byPath = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0) })

    private static func mediaType(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "json": "application/json"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }
}
