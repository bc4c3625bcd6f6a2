import Agent
import Checking
import Foundation
import Notation

/// The files of `check` as they are named on the command line: files, folders with all that is below, `-` for standard input.
struct CheckInput {
    /// The paths in order, without doubles.
    let paths: [String]

    /// What payloads are kept as; of a folder nothing else is looked at.
    private static let endings: Set<String> = ["xml", "syncml", "wbxml", "json", "csv", "tsv", "provxml"]

    init(_ arguments: [String]) {
        var paths: [String] = []
        var known: Set<String> = []
        for argument in arguments {
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder)
            for path in isThere && isFolder.boolValue ? Self.files(in: argument) : [argument]
            where known.insert(path).inserted {
                paths.append(path)
            }
        }
        self.paths = paths
    }

    private static func files(in folder: String) -> [String] {
        let base = folder.hasSuffix("/") ? folder : folder + "/"
        return names(below: base).filter { name in
            let ending = name.split(separator: ".").last?.lowercased() ?? ""
            guard endings.contains(ending) else { return false }
            guard let sign = Self.sign(ofSettings: ending) else { return true }
            return (try? InputFile.octets(of: base + name))?.firstOccurrence(of: Array(sign.utf8)) != nil
        }.sorted().map { base + $0 }
    }

    /// The names of all files below a folder, as paths from there; what is hidden is left out, and links to folders are not
    /// followed. Foundation's enumerator takes ten times as long.
    static func names(below base: String, _ folder: String = "") -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: base + folder)) ?? []
        return names.filter { !$0.hasPrefix(".") }.flatMap { name in
            var status = stat()
            guard lstat(base + folder + name, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
                return [folder + name]
            }
            return Self.names(below: base, folder + name + "/")
        }
    }

    /// Folders hold JSON and tables for many purposes: what a list of settings has, by the ending of its name; nil for what is
    /// mark-up.
    private static func sign(ofSettings ending: String) -> String? {
        switch ending {
        case "json": "omaUri"
        case "csv", "tsv": "./"
        default: nil
        }
    }

    /// Writes a mended file in the place of the old one, which keeps its owner and mode.
    static func write(_ octets: [UInt8], to path: String) throws {
        do {
            guard let handle = FileHandle(forWritingAtPath: path) else { throw CocoaError(.fileWriteNoPermission) }
            defer { try? handle.close() }
            try handle.write(contentsOf: Data(octets))
            try handle.truncate(atOffset: UInt64(octets.count))
        } catch {
            throw Failure(outcome: .unwritableOutput, message: "\(path) cannot be written; may you write it?")
        }
    }
}
