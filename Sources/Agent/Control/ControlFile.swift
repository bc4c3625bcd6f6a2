import Foundation
import Wire

/// `control.json` in a state folder: where the control API of the phone that runs there is, and the token that opens it.
///
/// Whoever may read the folder may use the phone; the file is its owner's only.
package struct ControlFile: Codable, Equatable, Sendable {
    package var port: Int
    package var token: String
    /// Who held the folder when the file was written (`StateFolder.holder`): of another holder's phone it says nothing.
    package var holder: String?

    package init(port: Int, token: String, holder: String? = nil) {
        self.port = port
        self.token = token
        self.holder = holder
    }

    /// Where the control API is, without a slash at its end.
    package var address: String { "http://127.0.0.1:\(port)" }

    /// Where the phone's page is. The token stands in the fragment, which no browser sends anywhere.
    package var pageAddress: String { "\(address)/#\(token)" }

    private static func path(_ folder: String) -> String { "\(folder)/control.json" }

    /// The token alone, for scripts: `curl -H "Authorization: Bearer $(cat control.token)"`.
    private static func tokenPath(_ folder: String) -> String { "\(folder)/control.token" }

    /// What a folder says; nil where no control API runs there, or the file is not one of ours.
    package static func read(from folder: String) -> ControlFile? {
        guard let data = FileManager.default.contents(atPath: path(folder)) else { return nil }
        return try? JSONDecoder().decode(ControlFile.self, from: data)
    }

    /// Writes the file, whole or not at all, and never readable for others.
    package func write(to folder: String) throws(ControlError) {
        do {
            try PrivateFile.replace(Self.tokenPath(folder), Array("\(token)\n".utf8))
            try PrivateFile.replace(Self.path(folder), Array(try JSONEncoder().encode(self)))
        } catch {
            throw ControlError(.notKept, "the file of the control API cannot be written: \(error)")
        }
    }

    /// Takes the files away, if they still are these.
    package func remove(from folder: String) {
        guard Self.read(from: folder) == self else { return }
        for path in [Self.path(folder), Self.tokenPath(folder)] { try? FileManager.default.removeItem(atPath: path) }
    }
}

/// Who logs the file logs no token.
extension ControlFile: CustomStringConvertible, CustomReflectable {
    package var description: String { "the control API on port \(port)" }
    package var customMirror: Mirror { Mirror(self, children: ["port": port]) }
}
