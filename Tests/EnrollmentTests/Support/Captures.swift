import Foundation

/// The captures that lie beside the package where it is developed; they are not part of it.
enum Captures {
    static let folder: String = {
        var package = URL(filePath: #filePath)
        for _ in 0..<4 { package.deleteLastPathComponent() }
        return package.deletingLastPathComponent().appending(path: "shared/captures").path()
    }()

    static var areThere: Bool { FileManager.default.fileExists(atPath: folder) }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\(path)")))
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
