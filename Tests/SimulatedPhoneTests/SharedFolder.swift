import Foundation

/// The folder with facts beside the package, which not everybody has.
enum SharedFolder {
    static let path: String = {
        var package = URL(filePath: #filePath)
        for _ in 0..<3 { package.deleteLastPathComponent() }
        return package.deletingLastPathComponent().appending(path: "shared").path()
    }()

    static var isThere: Bool { FileManager.default.fileExists(atPath: "\(path)/ddf") }

    /// The bytes of one of the DDF files.
    static func ddf(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: "\(path)/ddf/\(name).xml")))
    }
}
