import Captures
import Foundation

/// The project's own captures that only tests read.
enum Fixture {
    private static let own = Sample.Place.fixtures.folder

    static func file(_ name: String) throws -> CaptureFile { try file(own.appendingPathComponent(name)) }

    static func file(_ url: URL) throws -> CaptureFile {
        CaptureFile(name: url.lastPathComponent, octets: [UInt8](try Data(contentsOf: url)))
    }

    static func folder(_ name: String) throws -> [CaptureFile] { try folder(own.appendingPathComponent(name)) }

    /// The plain files of a folder, in no order that means anything.
    static func folder(_ url: URL) throws -> [CaptureFile] {
        try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: [.isRegularFileKey])
            .filter { try $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true }
            .map { try file($0) }
    }

    /// Every fixture that is one file.
    static let all: [String] = {
        let names = FileManager.default.enumerator(atPath: own.path)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(
                atPath: own.appendingPathComponent(name).path, isDirectory: &isFolder)
            return isThere && !isFolder.boolValue && !["make.py", "README.md"].contains(name)
        }.sorted()
    }()
}
