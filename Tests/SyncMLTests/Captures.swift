import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Messages in files: those of the project, and the captures that may lie beside it where it is developed.
enum Captures {
    /// A folder of folders with files, and what is known to be in it.
    struct Collection: Sendable, CustomTestStringConvertible {
        var folder: String
        /// At least so many files are read, have another root, are not well-formed, are fragments.
        var read: Int
        var otherRoot: Int
        var notWellFormed: Int
        var fragments: Int
        /// Where the files that are not well-formed are listed.
        var index: String
        var binary: Int
        /// So many texts at least are the same as WBXML.
        var asBinary: Int
        /// Where the binary files with wrong public identifiers begin.
        var wrongIdentifiers: String
        var wrongIdentifierCount: Int

        var testDescription: String { folder }
    }

    private static let package =
        // <package>/Tests/SyncMLTests/Captures.swift
        "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

    static let own = Collection(
        folder: package + "/Tests/Fixtures", read: 30, otherRoot: 15, notWellFormed: 5, fragments: 6,
        index: "messages/INDEX.md", binary: 6, asBinary: 20, wrongIdentifiers: "binary/0", wrongIdentifierCount: 6)
    /// `../shared/captures` as seen from the package's root.
    private static let captured = Collection(
        folder: package + "/../shared/captures", read: 200, otherRoot: 50, notWellFormed: 51, fragments: 21,
        index: "INDEX.md", binary: 17, asBinary: 151, wrongIdentifiers: "072-", wrongIdentifierCount: 4)

    /// The project's own, and the captures if they are there.
    static let all = [own] + (entries(of: captured.folder).isEmpty ? [] : [captured])
}

extension Captures.Collection {

    /// Paths below the folder of all files with an ending; empty where there is no folder.
    func files(endingWith ending: String = ".xml") -> [String] {
        Captures.entries(of: folder).flatMap { name in
            Captures.entries(of: folder + "/" + name).filter { $0.hasSuffix(ending) }.map { name + "/" + $0 }
        }.sorted()
    }

    func bytes(_ path: String) -> [UInt8] {
        guard let file = fopen(folder + "/" + path, "rb") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&part, 1, part.count, file)
            guard count > 0 else { return bytes }
            bytes += part[0..<count]
        }
    }

    /// The files that the index lists as not well-formed, and those that it calls fragments: several roots, or text
    /// around them.
    func oddFiles() -> (notWellFormed: Set<String>, fragments: Set<String>) {
        let index = String(decoding: bytes(index), as: UTF8.self).split(separator: "\n")
        var result: (notWellFormed: Set<String>, fragments: Set<String>) = ([], [])
        var isFragment = false
        for line in index {
            if !line.hasPrefix("- ") { isFragment = line.hasPrefix("Fragments") }
            guard line.hasPrefix("- "), let colon = line.firstIndex(of: ":") else { continue }
            let folder = line[line.index(line.startIndex, offsetBy: 2)..<colon]
            for word in line[colon...].split(whereSeparator: { $0 == " " || $0 == "," }) where word.hasSuffix(".xml") {
                if line.contains("parser error") { result.notWellFormed.insert("\(folder)/\(word)") }
                if isFragment { result.fragments.insert("\(folder)/\(word)") }
            }
        }
        return result
    }

}

extension Captures {
    /// The names in a folder; none where there is no folder.
    fileprivate static func entries(of folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }
}
