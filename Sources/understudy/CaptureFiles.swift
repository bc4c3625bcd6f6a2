import Captures
import Foundation

/// The files of a capture as they are named on the command line: files, folders, or `-` for standard input.
enum CaptureFiles {
    /// - Throws: where a name stands for nothing, or cannot be read.
    static func read(_ arguments: [String]) throws -> [CaptureFile] {
        try arguments.flatMap { argument -> [CaptureFile] in
            if argument == "-" {
                let octets = [UInt8](FileHandle.standardInput.readDataToEndOfFile())
                return [CaptureFile(name: "standard input", octets: octets)]
            }
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder) else {
                throw Failure.data("\(argument): there is no such file or folder")
            }
            return isFolder.boolValue ? try files(in: argument) : [try file(argument, name: argument)]
        }
    }

    /// The plain files of a folder in the order that their names mean; hidden ones, and kept phones, are none of a capture.
    private static func files(in folder: String) throws -> [CaptureFile] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { name in
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
            return isThere && !isFolder.boolValue && !name.hasPrefix(".") && !RecordingFolder.isPhone(name)
        }
        guard !names.isEmpty else {
            throw Failure.data("\(folder): there are no files in this folder; name the one that holds the messages")
        }
        return CaptureFile.inOrder(try names.map { try file("\(folder)/\($0)", name: $0) })
    }

    private static func file(_ path: String, name: String) throws -> CaptureFile {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure.data("\(path) cannot be read; may you read it?")
        }
        return CaptureFile(name: name, octets: [UInt8](data))
    }
}
