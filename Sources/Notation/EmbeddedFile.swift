/// A file that travels inside the binary, as it was when the program was built. The plug-in EmbedFiles makes lists of them.
package struct EmbeddedFile: Sendable {
    /// Its place below the folder that is embedded: `texts/en.json`.
    package let name: String
    private let content: StaticString

    package init(_ name: String, _ content: StaticString) {
        self.name = name
        self.content = content
    }

    /// All of it.
    package var octets: [UInt8] {
        Array(UnsafeBufferPointer(start: content.utf8Start, count: content.utf8CodeUnitCount))
    }

    /// The same as a text.
    package var text: String { content.description }

    /// The name without what follows its last point.
    package var title: String { String(name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex)) }

    /// As a browser wants to be told it.
    package var mediaType: String {
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
