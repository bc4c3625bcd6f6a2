import Foundation

/// Messages in files: those of the project, and the captures that may lie beside it where it is developed.
enum Captures {
    private static let package: URL = {
        var package = URL(filePath: #filePath)
        for _ in 0..<4 { package.deleteLastPathComponent() }
        return package
    }()
    private static let own = package.appending(path: "Tests/Fixtures")
    private static let captured = package.deletingLastPathComponent().appending(path: "shared/captures")

    /// The rows about the project's files, and those about captures if they are there.
    static func rows<Row>(_ own: [Row], captured rows: [Row]) -> [Row] {
        own + (FileManager.default.fileExists(atPath: captured.path()) ? rows : [])
    }

    /// The octets of a file of the project, or else of the captures.
    static func bytes(_ path: String) throws -> [UInt8] {
        let file = own.appending(path: path)
        let isOwn = FileManager.default.fileExists(atPath: file.path())
        return [UInt8](try Data(contentsOf: isOwn ? file : captured.appending(path: path)))
    }

    static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

    /// The text from the first `<s:Envelope` on, for files with a head of HTTP above.
    static func message(_ path: String) throws -> String {
        let text = try text(path)
        guard let start = text.range(of: "<s:Envelope") else { return text }
        return String(text[start.lowerBound...])
    }

    /// The text without what was put in to show it: blanks between elements.
    static func oneLine(_ path: String) throws -> String {
        try text(path).replacing(/>\s+</, with: "><").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
