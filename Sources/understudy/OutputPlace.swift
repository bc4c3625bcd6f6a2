import Agent
import Captures
import Foundation
import Wire

/// Where the files of a result go: one file or a folder, their owner's only. What is there already stays, unless somebody
/// says that it may go.
struct OutputPlace {
    let path: String
    let mayReplace: Bool

    /// - Throws: `Failure` where there is something already, and where it cannot be written.
    func write(file octets: [UInt8]) throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            if isFolder.boolValue { throw Self.failure("\(path) is a folder; name a file") }
            guard mayReplace else { throw Self.isThere(path) }
        }
        do {
            if mayReplace { try PrivateFile.replace(path, octets) } else { try PrivateFile.create(path, octets) }
        } catch {
            throw Self.failure("\(error)")
        }
    }

    /// - Throws: where something is there that stays: for who does more than write, and looks first.
    func checkFree() throws {
        guard mayReplace || !FileManager.default.fileExists(atPath: path) else { throw Self.isThere(path) }
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
