import Agent
import Captures
import Foundation
import Wire

/// Where the files of a result go: one file or a folder, their owner's only. What is there already stays, unless somebody
/// says that it may go.
struct OutputPlace {
    let path: String
    let mayReplace: Bool

    /// Writes into a device or a pipe, such as /dev/stdout; a file is made, or takes the place of the one that is there.
    /// - Throws: `Failure` where there is a file already that stays, and where it cannot be written.
    func write(file octets: [UInt8]) throws {
        do {
            switch try findOut() {
            case .nothing: try PrivateFile.create(path, octets)
            case .file(let place): try PrivateFile.replace(place, octets)
            case .stream: try stream(octets)
            }
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Self.failure("\(error)")
        }
    }

    /// - Throws: where something is there that stays: for who does more than write, and looks first.
    func checkFree() throws { _ = try findOut() }

    private enum Found: Equatable {
        case nothing
        /// A file that may be replaced: where it is, links followed.
        case file(String)
        /// A terminal, such a device or a pipe, which takes octets and is never replaced.
        case stream
    }

    /// The number of what is open already, such as /dev/stdout, whatever that is: a file behind it is written on, not replaced.
    private var descriptor: CInt? {
        switch path {
        case "/dev/stdout": STDOUT_FILENO
        case "/dev/stderr": STDERR_FILENO
        default: path.hasPrefix("/dev/fd/") ? CInt(path.dropFirst("/dev/fd/".count)) : nil
        }
    }

    private func findOut() throws -> Found {
        var found = stat()
        guard stat(path, &found) == 0 else { return .nothing }
        if descriptor != nil { return .stream }
        switch found.st_mode & S_IFMT {
        case S_IFDIR: throw Self.failure("\(path) is a folder; name a file")
        case S_IFREG:
            guard mayReplace else { throw Self.isThere(path) }
            return .file(URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false))
        case S_IFCHR, S_IFIFO: return .stream
        default: throw Self.failure("\(path) is no file, pipe or terminal; name a file")
        }
    }

    /// The same for who writes on and on: what is returned takes the octets, and is to be closed.
    func begin() throws -> FileHandle {
        if try findOut() != .stream { try write(file: []) }
        guard let handle = opened() else {
            throw Self.failure("\(path) cannot be written to (\(String(cString: strerror(errno)))); name another place")
        }
        return handle
    }

    private func opened() -> FileHandle? {
        guard let descriptor else { return FileHandle(forWritingAtPath: path) }
        let copy = dup(descriptor)
        return copy < 0 ? nil : FileHandle(fileDescriptor: copy, closeOnDealloc: true)
    }

    private func stream(_ octets: [UInt8]) throws {
        let handle = try begin()
        defer { try? handle.close() }
        do {
            try handle.write(contentsOf: octets)
        } catch {
            throw Self.failure("\(path) cannot be written to (\(error.localizedDescription)); name another place")
        }
    }

    /// Writes files into a folder, which is made where it is missing. One that holds something is written to only where it
    /// may be replaced and holds nothing but such files.
    func write(folder files: [CaptureFile]) throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { throw Self.failure("\(path) is a file; name a folder") }
            try clear()
        }
        do {
            if let note = try PrivateFolder(path).note { Console.error("note: \(Console.visible(note))") }
            for file in files { try PrivateFile.create("\(path)/\(file.name)", file.octets) }
        } catch {
            throw Self.failure("\(error)")
        }
    }

    private func clear() throws {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard !names.isEmpty else { return }
        guard mayReplace else { throw Self.isThere(path) }
        if let foreign = names.sorted().first(where: { !Recording.isName(ofWritten: $0) }) {
            throw Self.failure(
                RecordingFolder.isPhone(foreign)
                    ? "\(path) holds \(foreign), a phone that --record kept with its PIN and keys, which is not replaced; "
                        + "take such files away (rm \(path)/*-phone.sqlite), or name another folder"
                    : "\(path) holds \(foreign) too, which would be read with the messages; name another folder")
        }
        do {
            for name in names { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
        } catch {
            throw Self.failure("\(path) cannot be emptied: \(error.localizedDescription)")
        }
    }

    private static func isThere(_ path: String) -> Failure {
        failure("\(path) is there already and stays as it is; name another, or say --overwrite")
    }

    private static func failure(_ message: String) -> Failure { Failure(outcome: .unwritableOutput, message: message) }
}
