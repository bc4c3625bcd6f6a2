import Enrollment
import Foundation
import Lab
import Notation
import ServerScripts
import TestSupport
import Testing
import Transport
import Wire

/// The built program and a server whose sign-in page needs a person.
@Suite("A person signs in", .serialized, .timeLimit(.minutes(30)))
struct PersonSignInTests {
    /// Answers as the lab does, but for the page: it asks for a name and a password.
    private static let server: @Sendable (String) async -> ScriptedServer.Answer? = { request in
        guard let authority = try? Conversation.authority.get(),
            let host = request.firstMatch(of: #/\r\n[Hh]ost: *([^\r]*)/#)?.1
        else { return nil }
        let lab = LabEnrollment(
            configuration: LabConfiguration(usesTLS: false, authentication: .federated), authority: authority,
            sources: .system)
        let line = String(request.prefix { $0 != "\r\n" })
        let parts = request.split(separator: "\r\n\r\n", maxSplits: 1)
        let body = parts.count == 2 ? Array(parts[1].utf8) : []
        let base = "http://\(host)"
        let answer: LabAnswer
        if line.hasPrefix("GET ") {
            return .ok(
                "<html><form method='post'><input name='user'/><input name='password' type='password'/></form></html>")
        } else if line.contains(LabEnrollment.Path.discovery) {
            answer = lab.discover(body, base: base)
        } else if line.contains(LabEnrollment.Path.policy) {
            answer = lab.policies(body)
        } else {
            answer = await lab.enroll(body, base: base, oddities: LabOddities(), fault: nil).answer
        }
        let text = String(decoding: answer.body, as: UTF8.self)
        return ScriptedServer.Answer(
            "HTTP/1.1 \(answer.status) Answer\r\nContent-Type: \(answer.mediaType ?? "text/plain")\r\n"
                + "Content-Length: \(text.utf8.count)\r\n\r\n\(text)")
    }

    private static func arguments(_ port: Int) -> [String] {
        [
            "enroll", "http://127.0.0.1:\(port)\(LabEnrollment.Path.discovery)", "--user", Phones.user,
            "--insecure-http",
            "--no-sync", "--retries", "0", "--timeout", "300", "--state", "phone",
        ]
    }

    /// What the program shows a person: the page's address, once it is there.
    private static func page(_ program: Program) async -> String? {
        while !Task.isCancelled {
            if let match = program.errors.firstMatch(of: #/sign in at (\S+)\n/#) { return String(match.1) }
            await Task.yield()
        }
        return nil
    }

    /// Does what the page's last form does in a browser.
    private static func bring(_ token: String, from page: String) async throws -> Int {
        let target = try #require(URLComponents(string: page)?.queryItems?.first { $0.name == "appru" }?.value)
        return try await HTTPExchange.withExchange(TransportConfiguration(allowsInsecureHTTP: true)) { exchange in
            let request = WireRequest(
                .post, target, headers: ["Content-Type": "application/x-www-form-urlencoded"],
                body: Array("wresult=\(token.percentEncoded)".utf8))
            return try await exchange.send(request).status
        }
    }

    @Test(
        "The page's address is printed, its form brings the token back, and no output tells the token",
        arguments: ["trace", "info"], [[], ["--json"]])
    func person(_ level: String, _ json: [String]) async throws {
        try await ScriptedServer.with(making: Self.server) { _, port in
            try await TemporaryFolder.with { folder in
                let program = try Program(folder: folder)
                let arguments =
                    Self.arguments(port) + ["--device", "lumia-950-not-joined", "--log-level", level] + json
                let end = try await program.run(
                    arguments,
                    stoppedAt: {
                        guard let page = await Self.page(program) else { return }
                        #expect(page.hasPrefix("http://127.0.0.1:\(port)") && page.contains("login_hint="))
                        #expect((try? await Self.bring(Credentials.token, from: page)) == 200)
                        // Until the program has ended by itself.
                        try? await Task.sleep(for: .seconds(600))
                    })
                #expect(end == .code(0), "\(program.errors)")
                var search = SecretSearch(Credentials.token)
                search.hear(arguments, program.output + program.errors)
                for command in [["status"], ["status", "--json"], ["tree", "./Vendor/MSFT/DMClient"]] {
                    try await search.call(program, command + ["--state", "phone"])
                }
                search.expectSilence(at: level)
            }
        }
    }

    @Test("A joined phone has no page: what to give instead is named")
    func joined() async throws {
        try await ScriptedServer.with(making: Self.server) { _, port in
            try await TemporaryFolder.with { folder in
                let program = try Program(folder: folder)
                let ended = try await program.finish(Self.arguments(port))
                #expect(ended.code == 77)
                for way in ["--token ", "--token-file", "--enrollment full"] {
                    #expect(ended.errors.contains(way), "\(ended.errors)")
                }
            }
        }
    }
}
