import Foundation
import PINReset
import Session
import SimulatedPhone
import SyncML

/// Messages in files: those of the project, and the captures that may lie beside it.
enum CaptureFiles {
    private static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .standardizedFileURL
    private static let own = package.appendingPathComponent("Tests/Fixtures")
    private static let captures = package.appendingPathComponent("../shared/captures").standardizedFileURL

    static var areCapturesThere: Bool { FileManager.default.fileExists(atPath: captures.path) }

    /// The XML files that came from a server, `070-…/01-server….xml`, in order; the project's own first.
    static let serverMessages = [own, captures].flatMap { serverMessages(in: $0) }

    /// The folders of files that `path` may name, each with the least that is in it.
    static var folders: [(name: String, counts: [String: Int])] {
        let ours = (own.path, ["message": 24, "not well-formed": 4, "another root": 5])
        let theirs = (captures.path, ["message": 100, "not well-formed": 20, "another root": 20])
        return areCapturesThere ? [ours, theirs] : [ours]
    }

    static func serverMessages(in folder: URL) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            name.hasSuffix(".xml") && (name.split(separator: "/").last?.contains("server") ?? false)
        }.sorted()
    }

    /// The octets of a file of the project, or else of the captures.
    static func bytes(of path: String) throws -> [UInt8] {
        let file = own.appendingPathComponent(path)
        let isOwn = FileManager.default.fileExists(atPath: file.path)
        return Array(try Data(contentsOf: isOwn ? file : captures.appendingPathComponent(path)))
    }

    /// What a file is: a message, a document with another root, or not well-formed.
    static func kind(of path: String) throws -> String {
        do {
            _ = try MessageReader().readAll(try bytes(of: path))
            return "message"
        } catch let error as SyncMLError {
            switch error.code {
            case .wrongRoot: return "another root"
            case .xml: return "not well-formed"
            default: return "no message"
            }
        }
    }

    /// Answers a message as `apply` does: bare commands are numbered first, as a server would.
    static func reply(to message: Message, _ phone: Phone) -> Reply {
        var message = message
        if message.header == nil { message.numberCommands() }
        return Exchange.answer(to: message, phone: phone)
    }
}
