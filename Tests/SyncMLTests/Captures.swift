#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The captures that lie beside the package where it is developed; they are not part of it.
enum Captures {
    /// `../shared/captures` as seen from the package's root.
    static let folder: String = {
        // <package>/Tests/SyncMLTests/Captures.swift
        let package = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        return "/" + package + "/shared/captures"
    }()

    /// Paths below the folder of all files with an ending; empty where there is no folder.
    static func files(endingWith ending: String = ".xml") -> [String] {
        entries(of: folder).flatMap { name in
            entries(of: folder + "/" + name).filter { $0.hasSuffix(ending) }.map { name + "/" + $0 }
        }.sorted()
    }

    static func bytes(_ path: String) -> [UInt8] {
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
    static func oddFiles() -> (notWellFormed: Set<String>, fragments: Set<String>) {
        let index = String(decoding: bytes("INDEX.md"), as: UTF8.self).split(separator: "\n")
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

    private static func entries(of folder: String) -> [String] {
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
