import Agent
import Foundation
import NIOCore
import NIOPosix
import TestSupport
import Testing
import Transport
import Wire

/// Who gets to see the phone's page, and what goes with it.
@Suite("The door of the phone's page", .timeLimit(.minutes(30)))
struct PageDoorTests {
    private static func with(_ work: @Sendable (LiveControl) async throws -> Void) async throws {
        let bench = Bench(try Sample.enrolledPhone(), ScriptedExchange(then: .nothing))
        try await TemporaryFolder.with { folder in try await LiveControl.with(bench.agent, folder: folder, work) }
    }

    /// An answer as it comes, because a client of ours says the host by itself.
    private static func ask(
        _ control: LiveControl, _ path: String, host: String, _ fields: String = ""
    ) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: control.file.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            let head = "GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\(fields)\r\n"
            try await outbound.write(ByteBuffer(string: head))
            var text = ""
            for try await piece in inbound { text += String(buffer: piece) }
            return text
        }
    }

    @Test("Every file of the page is served without a token, holds none, sets no cookie and is kept nowhere")
    func files() async throws {
        try await Self.with { control in
            for file in PageFiles.all {
                let response = try await control.exchange.send(WireRequest(.get, control.base + file.path))
                #expect(response.status == 200 && response.body == file.octets, "\(file.path)")
                #expect(response.headers["Content-Type"] == file.mediaType)
                #expect(response.headers["Cache-Control"] == "no-store" && response.headers["Set-Cookie"] == nil)
                let policy = response.headers["Content-Security-Policy"] ?? ""
                #expect(policy.hasPrefix("default-src 'none'; script-src 'self';") && !policy.contains("unsafe"))
                #expect(response.headers["X-Content-Type-Options"] == "nosniff")
                #expect(!String(decoding: response.body, as: UTF8.self).contains(control.file.token))
            }
            #expect(PageFiles.all.count > 20)
            #expect(try await control.exchange.send(WireRequest(.get, control.base + "/page/../status")).status >= 400)
        }
    }

    private static let foreigners = [
        "evil.example", "evil.example:PORT", "127.0.0.1:1", "127.0.0.1.evil.example", "localhost.evil.example:PORT", "",
    ]

    @Test(
        "A changed Host is refused, for the page and for what the token opens", arguments: ["/", "/status", "/proof"])
    func hosts(_ path: String) async throws {
        try await Self.with { control in
            let token = "Authorization: Bearer \(control.file.token)\r\n"
            let port = "\(control.file.port)"
            for host in Self.foreigners.map({ $0.replacing("PORT", with: port) }) {
                let answer = try await Self.ask(control, path, host: host, token)
                let isRefused = answer.hasPrefix("HTTP/1.1 403") || answer.hasPrefix("HTTP/1.1 400")
                #expect(isRefused, "\(host): \(answer.prefix(40))")
                #expect(!answer.contains("isLocked") && !answer.contains("<html"))
            }
            for host in ["127.0.0.1:\(port)", "localhost:\(port)", "127.0.0.1"] {
                #expect(try await !Self.ask(control, path, host: host, token).hasPrefix("HTTP/1.1 403"), "\(host)")
            }
        }
    }

    @Test(
        "A page of another origin is refused, whatever it sends",
        arguments: ["https://evil.example", "null", "http://127.0.0.1:1"])
    func origins(_ origin: String) async throws {
        try await Self.with { control in
            let own = "127.0.0.1:\(control.file.port)"
            let token = "Authorization: Bearer \(control.file.token)\r\n"
            let answer = try await Self.ask(control, "/status", host: own, token + "Origin: \(origin)\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 403") && !answer.lowercased().contains("access-control-allow"))
            let same = try await Self.ask(control, "/status", host: own, token + "Origin: http://\(own)\r\n")
            #expect(same.hasPrefix("HTTP/1.1 200"))
        }
    }

    @Test("A token in a query opens nothing, and the page says where it belongs")
    func query() async throws {
        try await Self.with { control in
            let token = control.file.token
            for path in ["/status?token=\(token)", "/events?access_token=\(token)", "/conversation?token=\(token)"] {
                #expect(try await control.exchange.send(WireRequest(.get, control.base + path)).status == 401)
            }
            let page = try await control.exchange.send(WireRequest(.get, "\(control.base)/?token=\(token)"))
            #expect(page.status == 400 && String(decoding: page.body, as: UTF8.self).contains("behind #"))
        }
    }
}
