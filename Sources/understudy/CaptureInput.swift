import Captures
import Foundation

/// The files of a capture as they are named on the command line: files, folders, or `-` for standard input. They are read one
/// after another, long texts block by block.
struct CaptureInput {
    /// What a path stands for.
    private enum Source {
        case standardInput
        case file(path: String, name: String)
    }

    private let sources: [Source]
    /// What a recording of our own says of itself, and the folder in which it stands; nil where there is none, or several.
    let description: (value: RecordingDescription, folder: String)?

    private static let block = 1 << 20

    /// Finds the files; of those only the description of a recording is read.
    /// - Throws: where a name stands for nothing.
    init(_ arguments: [String]) throws {
        var sources: [Source] = []
        var descriptions: [(value: RecordingDescription, folder: String)] = []
        for argument in arguments {
            var isFolder: ObjCBool = false
            if argument == "-" {
                sources.append(.standardInput)
            } else if !FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder) {
                throw Failure.data("\(argument): there is no such file or folder")
            } else if isFolder.boolValue {
                if let found = try Self.description(in: argument) { descriptions.append((found, argument)) }
                sources += try Self.files(of: argument)
            } else {
                sources.append(.file(path: argument, name: argument))
            }
        }
        self.sources = sources
        // The sessions of two recordings cannot be told apart by the names of their files.
        description = descriptions.count == 1 ? descriptions.first : nil
    }

    private static func description(in folder: String) throws -> RecordingDescription? {
        let path = "\(folder)/\(RecordingDescription.fileName)"
        guard isRegular(path), let data = FileManager.default.contents(atPath: path) else { return nil }
        var stream = CaptureStream()
        try translating { () throws(CaptureError) in
            try stream.add(CaptureFile(name: path, octets: [UInt8](data)), isOnly: false)
        }
        return stream.description
    }

    /// Whether there is a file, and no pipe or device, which would be waited for.
    private static func isRegular(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The plain files of a folder in the order that their names mean; hidden ones are none of a capture. What is named by
    /// itself may be a pipe, because somebody means it.
    private static func files(of folder: String) throws -> [Source] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { name in
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
            guard isThere, !isFolder.boolValue, !name.hasPrefix("."), !RecordingFolder.isPhone(name) else {
                return false
            }
            if isRegular("\(folder)/\(name)") { return true }
            Console.error("note: \(Console.visible("\(folder)/\(name)")): this is no regular file; it is passed over")
            return false
        }
        guard !names.isEmpty else {
            throw Failure.data("\(folder): there are no files in this folder; name the one that holds the messages")
        }
        return CaptureFile.inOrder(names.map { CaptureFile(name: $0, octets: []) }).map { file in
            .file(path: "\(folder)/\(file.name)", name: file.name)
        }
    }

    /// Reads everything, and lets somebody take what is whole after each file and each block.
    func read(into stream: inout CaptureStream, _ take: (inout CaptureStream) throws -> Void) throws {
        for source in sources {
            switch source {
            case .standardInput:
                try add(try Self.octets(of: "-"), InputFile.title(of: "-"), &stream, take)
            case .file(let path, let name):
                if try !readLong(path, name, &stream, take) { try add(try Self.octets(of: path), name, &stream, take) }
            }
        }
    }

    /// Reads everything, as one value.
    func recording() throws -> Recording {
        var stream = CaptureStream(window: nil)
        try read(into: &stream) { _ in }
        return try Self.translating { () throws(CaptureError) in try Recording(finishing: &stream) }
    }

    private func add(
        _ octets: [UInt8], _ name: String, _ stream: inout CaptureStream, _ take: (inout CaptureStream) throws -> Void
    ) throws {
        try Self.translating { () throws(CaptureError) in
            try stream.begin(CaptureFile(name: name, octets: octets), isOnly: sources.count == 1)
        }
        repeat { try take(&stream) } while try Self.translating { () throws(CaptureError) in try stream.goOn() }
    }

    private static func octets(of path: String) throws -> [UInt8] {
        try InputFile.bytes(of: path, most: CaptureLimits().maximumFileBytes)
    }

    /// Reads a text that is longer than a block piece by piece.
    /// - Returns: false for any other file, of which nothing was read; a pipe was not even opened, as that can be done once.
    private func readLong(
        _ path: String, _ name: String, _ stream: inout CaptureStream, _ take: (inout CaptureStream) throws -> Void
    ) throws -> Bool {
        guard Self.isRegular(path), let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { try? handle.close() }
        guard let length = try? handle.seekToEnd(), length > UInt64(Self.block) else { return false }
        try handle.seek(toOffset: 0)
        let beginning = try handle.read(upToCount: LongText.beginning) ?? Data()
        guard var text = LongText(name, beginning: [UInt8](beginning)) else { return false }
        var block: Data? = beginning
        while let octets = block, !octets.isEmpty {
            try Self.translating { () throws(CaptureError) in try text.add(octets, to: &stream) }
            try take(&stream)
            block = try handle.read(upToCount: Self.block)
        }
        try Self.translating { () throws(CaptureError) in try text.finish(&stream) }
        try take(&stream)
        return true
    }

    static func translating<Value>(_ work: () throws(CaptureError) -> Value) throws -> Value {
        do {
            return try work()
        } catch {
            throw Failure.data("\(error)")
        }
    }
}
