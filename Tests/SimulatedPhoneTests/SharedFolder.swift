import Foundation

/// The folder with facts beside the package, which not everybody has.
enum SharedFolder {
    static let package: URL = {
        var package = URL(filePath: #filePath)
        for _ in 0..<3 { package.deleteLastPathComponent() }
        return package
    }()
    static let path = package.deletingLastPathComponent().appending(path: "shared").path()

    static var isThere: Bool { FileManager.default.fileExists(atPath: "\(path)/ddf") }

    /// The bytes of the DDF file of a CSP.
    static func ddf(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: ddfFile(name) ?? "\(path)/ddf/\(name).xml")))
    }

    static func hasDDF(_ name: String) -> Bool { ddfFile(name) != nil }

    /// Some lie in a folder of their own, and of Reporting there is one for phones.
    private static func ddfFile(_ name: String) -> String? {
        [name, "extra/\(name)", "\(name).mobile"].map { "\(path)/ddf/\($0).xml" }
            .first { FileManager.default.fileExists(atPath: $0) }
    }

    /// The facts that the project keeps about one of them: an address, a tab and what is said of the node.
    static func facts(_ name: String) throws -> [String: String] {
        let file = package.appending(path: "Tests/Fixtures/ddf/\(name).facts")
        let lines = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
        return lines.reduce(into: [:]) { facts, line in
            let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
            if parts.count == 2 { facts[parts[0]] = parts[1] }
        }
    }
}
