import Foundation
import Notation
import SimulatedPhone
import Store
import Testing
import XML

/// All that a program has said, and the secrets that it must not have told.
struct SecretSearch: Sendable {
    private var secrets: Set<String>
    private var said: [Saying] = []

    private struct Saying {
        var call: String
        var text: String
        /// What the call was for.
        var asked: Set<String>
    }

    init(_ secrets: String...) {
        self.secrets = Set(secrets)
    }

    mutating func keep(_ secret: String) { secrets.insert(secret) }

    mutating func keep(_ more: [String]) { secrets.formUnion(more) }

    /// - Parameter asked: secrets that the call was for, which its text may tell.
    mutating func hear(_ arguments: [String], _ text: String, asked: Set<String> = []) {
        said.append(Saying(call: arguments.prefix(2).joined(separator: " "), text: text, asked: asked))
    }

    /// Runs the program to its end and hears all that it says.
    @discardableResult
    mutating func call(
        _ program: Program, _ arguments: [String], environment: [String: String] = [:]
    ) async throws -> Program.Finished {
        let ended = try await program.finish(arguments, environment: environment)
        hear(arguments, ended.output + ended.errors)
        return ended
    }

    /// No secret is in anything that was said, but where it was asked for.
    func expectSilence(at level: String, sourceLocation: SourceLocation = #_sourceLocation) {
        for saying in said {
            #expect(!saying.text.isEmpty, "\(saying.call) says nothing", sourceLocation: sourceLocation)
            for secret in secrets.subtracting(saying.asked) {
                #expect(
                    !Self.tells(saying.text, secret), "\(saying.call) at \(level) tells \(secret)",
                    sourceLocation: sourceLocation)
            }
        }
    }

    var count: Int { secrets.count }

    /// Whether a text tells a secret. Four digits stand in longer numbers by chance, so short secrets count as words only.
    static func tells(_ text: String, _ secret: String) -> Bool {
        guard secret.count < 8 else { return text.contains(secret) }
        return text.split { !$0.isLetter && !$0.isNumber }.contains { $0 == secret }
    }

    /// What the state of a phone holds that nobody may read: its key in both forms, what it shows its server, nonces, its
    /// user's token.
    static func kept(in folder: String) async throws -> [String] {
        let store = try PhoneStore(StateFolder(folder))
        guard let phone = try await store.load(try Blueprint(profile: .lumia950)), let enrolled = phone.enrolled else {
            return []
        }
        let key = phone.certificates.enrollmentIdentity?.privateKey ?? []
        let credentials = [enrolled.account.clientCredential, enrolled.account.serverCredential].compactMap { $0 }
        let texts =
            credentials.flatMap { [$0.secret, $0.nonce] } + [String(Base64.encode(key).prefix(64))]
            + [enrolled.userToken].compactMap { $0 }
        return texts.filter { $0.utf8.count >= 4 }
    }
}
