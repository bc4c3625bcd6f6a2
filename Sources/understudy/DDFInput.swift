import Archives
import Foundation
import ManagementTree
import SimulatedPhone
import XML

/// Node descriptions of the user's own, as `--ddf` names them: a DDF file, a folder of such, or a zip archive as Microsoft
/// publishes them.
struct DDFInput {
    /// Where the files hang, in the order in which they count.
    private(set) var mounts: [Mount] = []
    /// What is odd in them.
    private(set) var oddities: [DDFOddity] = []

    /// What is unpacked of one archive at most; a file in it, like any other, as the XML reader takes it.
    private static let maximumUnpackedBytes = 256 << 20
    private static let maximumEntries = 10_000

    /// - Parameter path: what `--ddf` names, `-` for standard input; nil for nothing.
    init(_ path: String?) throws {
        guard let path else { return }
        do {
            try read(path)
        } catch let error as DDFError {
            throw Failure.data("\(error)")
        } catch let fault as ZipArchive.Fault {
            throw Failure.data("--ddf \(path): \(Self.sentence(fault)); unpack it and name the folder")
        }
    }

    private mutating func read(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard path == "-" || FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw Failure.data("--ddf \(path): there is no such file or folder")
        }
        guard !isFolder.boolValue else { return try read(folder: path) }
        let octets = try InputFile.bytes(of: path, option: "--ddf")
        let name = InputFile.title(of: path)
        guard ZipArchive.recognizes(octets) else { return try read(octets, named: name) }
        try read(archive: ZipArchive(octets, maximumEntries: Self.maximumEntries), named: name)
    }

    /// Tells on standard error what is odd, each kind once for each file.
    func tellOddities() {
        for line in OddityLines.of(oddities) { Console.error("note: \(Console.visible(line))") }
    }

    private mutating func read(folder: String) throws {
        let files = CheckInput.names(below: folder + "/").filter(Self.isDescription).sorted()
        guard !files.isEmpty else {
            throw Failure.data("--ddf \(folder): neither the folder nor one in it has an .xml file")
        }
        try read(files, of: folder) { try InputFile.bytes(of: "\(folder)/\(files[$0])") }
    }

    private mutating func read(archive: ZipArchive, named path: String) throws {
        let entries = archive.entries.filter { Self.isDescription($0.name) }.sorted { $0.name < $1.name }
        guard !entries.isEmpty else { throw Failure.data("--ddf \(path): the archive has no .xml file") }
        let maximum = Self.maximumUnpackedBytes
        let unpacking = try archive.unpacking(entries, maximum: maximum, maximumSum: maximum)
        // One file after another is asked for, in the order of the names.
        try read(entries.map(\.name), of: path) { _ in try unpacking.next() ?? [] }
    }

    private static func isDescription(_ name: String) -> Bool {
        let parts = name.split { $0 == "/" || $0 == "\\" }
        return name.lowercased().hasSuffix(".xml") && !parts.contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
    }

    /// Reads several files; another document among them is left out and told.
    private mutating func read(
        _ names: [String], of place: String, octets: (_ index: Int) throws -> [UInt8]
    ) throws {
        for (index, file) in names.enumerated() {
            let name = "\(place)/\(file)"
            do {
                try read(try octets(index), named: name)
            } catch let error as DDFError where error.isForeign {
                oddities.append(DDFOddity(.foreign, file: name, place: .start, "\(error.message); it is left out"))
            }
        }
        guard mounts.isEmpty else { return }
        throw Failure.data("--ddf \(place): none of its .xml files is a DDF file; a DDF file has the root MgmtTree")
    }

    private mutating func read(_ octets: [UInt8], named name: String) throws {
        let read = try ConfigurationServiceProvider.examine(octets, file: name)
        mounts += read.mounts
        oddities += read.oddities
    }

    private static func sentence(_ fault: ZipArchive.Fault) -> String {
        switch fault {
        case .damaged(let what): "the archive is broken: \(what)"
        case .encrypted: "the archive is kept by a password"
        case .tooLarge(let what): "more than is read here: \(what)"
        }
    }
}
