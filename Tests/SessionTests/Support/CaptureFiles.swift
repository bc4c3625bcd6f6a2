import Foundation
import PINReset
import Session
import SimulatedPhone
import SyncML

/// The folder of captures beside the package.
enum CaptureFiles {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("../shared/captures").standardizedFileURL

    static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

    /// The XML files that came from a server, `070-…/01-server….xml`, in order.
    static let serverMessages: [String] = {
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            name.hasSuffix(".xml") && (name.split(separator: "/").last?.contains("server") ?? false)
        }.sorted()
    }()

    static func bytes(of path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(path)))
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
        return ReplyBuilder.reply(
            to: message, phone: phone, PhoneEnvironment(now: Exchange.start, pinResetService: .granted))
    }
}
