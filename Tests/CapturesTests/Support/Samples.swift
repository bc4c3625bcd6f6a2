import Captures
import Foundation

/// The samples that the project ships.
enum Samples {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../../Samples/captures"
    )
    .standardizedFileURL

    static func recording(_ name: String) throws -> Recording {
        let url = folder.appending(path: name)
        let isFolder = try url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true
        return isFolder ? try Recording.read(folder: Fixture.folder(url)) : try Recording.read([Fixture.file(url)])
    }

    /// Every file of them, those in folders too.
    static let all: [URL] = {
        let names = FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String } ?? []
        return names.filter { !["make.py", "README.md"].contains($0) }.sorted().map { folder.appending(path: $0) }
            .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true }
    }()

    /// The names at the top.
    static var names: Set<String> {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return Set(names).subtracting(["make.py", "README.md"])
    }
}
