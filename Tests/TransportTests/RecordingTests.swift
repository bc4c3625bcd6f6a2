import Foundation
import Testing
import Transport
import Wire

/// What `--record` keeps.
struct RecordingTests {
    /// Answers every request in the same way.
    private struct Canned: Exchange, ExchangeProvider {
        var answer: Result<WireResponse, WireError>

        func send(_ request: WireRequest) async throws(WireError) -> WireResponse { try answer.get() }

        func exchange(for trust: WireTrust) throws(WireError) -> any Exchange { self }
    }

    private static let request = WireRequest(
        .post, "https://mdm.example.test/dm?mode=Maintenance", headers: ["Content-Type": "a/b", "X": "1"],
        body: [0x00, 0xFF, 0x0A])

    private static func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "recording-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private static func file(_ name: String, in folder: String) throws -> [UInt8] {
        [UInt8](try #require(FileManager.default.contents(atPath: "\(folder)/\(name)")))
    }

    @Test
    func `every message is kept as it is, with its headers, readable for its owner only`() async throws {
        try await Self.withFolder { folder in
            let response = WireResponse(status: 200, headers: ["Content-Type": "c/d"], body: [0x01, 0x0D])
            let provider = try RecordingProvider(Canned(answer: .success(response)), folder: folder)
            let exchange = try provider.exchange(for: WireTrust())
            let first = try await exchange.send(Self.request)
            #expect(first == response)
            _ = try await exchange.send(Self.request)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(names == ["0001-device.http", "0001-server.http", "0002-device.http", "0002-server.http"])
            let sent = try Self.file("0001-device.http", in: folder)
            let start = "POST https://mdm.example.test/dm?mode=Maintenance HTTP/1.1\r\n"
            #expect(sent == Array("\(start)Content-Type: a/b\r\nX: 1\r\n\r\n".utf8) + [0x00, 0xFF, 0x0A])
            let received = try Self.file("0001-server.http", in: folder)
            #expect(received == Array("HTTP/1.1 200\r\nContent-Type: c/d\r\n\r\n".utf8) + [0x01, 0x0D])
            let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/0001-device.http")
            #expect(mode[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test
    func `a request without an answer is kept with the reason, and the error goes on`() async throws {
        try await Self.withFolder { folder in
            let error = WireError(.unreachable, url: "https://mdm.example.test", message: "nobody listens")
            let exchange = try RecordingProvider(Canned(answer: .failure(error)), folder: folder)
                .exchange(for: WireTrust())
            await #expect(throws: error) { try await exchange.send(Self.request) }
            let text = String(decoding: try Self.file("0001-server.error.txt", in: folder), as: UTF8.self)
            #expect(text.contains("nobody listens"))
        }
    }

    /// Redirects twice, then answers.
    private struct Redirecting: Exchange, ExchangeProvider {
        func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
            switch request.url.split(separator: "/").last {
            case "dm?mode=Maintenance": WireResponse(status: 307, headers: ["Location": "/second"])
            case "second": WireResponse(status: 302, headers: ["Location": "/third"])
            default: WireResponse(status: 200)
            }
        }

        func exchange(for trust: WireTrust) throws(WireError) -> any Exchange { self }
    }

    @Test
    func `each hop of a redirection is kept with what was sent there and what came`() async throws {
        try await Self.withFolder { folder in
            let exchange = try RecordingProvider(Redirecting(), folder: folder).exchange(for: WireTrust())
            let answered = try await exchange.send(Self.request, following: .follow(max: 5)) { _ in }
            #expect(answered.response.status == 200)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(names == (1...3).flatMap { ["000\($0)-device.http", "000\($0)-server.http"] })
            let lines = try names.map { name in
                String(decoding: try Self.file(name, in: folder), as: UTF8.self).prefix { $0 != "\r\n" }
            }
            #expect(
                lines == [
                    "POST https://mdm.example.test/dm?mode=Maintenance HTTP/1.1", "HTTP/1.1 307",
                    "POST https://mdm.example.test/second HTTP/1.1", "HTTP/1.1 302",
                    "POST https://mdm.example.test/third HTTP/1.1", "HTTP/1.1 200",
                ])
        }
    }

    @Test
    func `a folder that holds a recording is counted on from`() async throws {
        try await Self.withFolder { folder in
            let canned = Canned(answer: .success(WireResponse(status: 200)))
            for _ in 0..<2 {
                _ = try await RecordingProvider(canned, folder: folder).exchange(for: WireTrust()).send(Self.request)
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(names.contains("0002-device.http"))
            #expect(names.count == 4)
        }
    }

    @Test
    func `a file with a number beyond all numbers does no harm`() async throws {
        try await Self.withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for name in ["9223372036854775807-x", "99999999999999999999-x", "0007-device.http"] {
                try Data().write(to: URL(filePath: "\(folder)/\(name)"))
            }
            let canned = Canned(answer: .success(WireResponse(status: 200)))
            _ = try await RecordingProvider(canned, folder: folder).exchange(for: WireTrust()).send(Self.request)
            #expect(FileManager.default.fileExists(atPath: "\(folder)/0008-device.http"))
        }
    }

    @Test
    func `a folder that was open to others is closed, and that is told`() async throws {
        try await Self.withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
            let provider = try RecordingProvider(Canned(answer: .success(WireResponse(status: 200))), folder: folder)
            #expect(provider.note?.contains(folder) == true)
            let mode = try FileManager.default.attributesOfItem(atPath: folder)
            #expect(mode[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test
    func `nothing is sent that cannot be recorded`() async throws {
        try await Self.withFolder { folder in
            let canned = Canned(answer: .success(WireResponse(status: 200)))
            let exchange = try RecordingProvider(canned, folder: folder).exchange(for: WireTrust())
            try FileManager.default.removeItem(atPath: folder)
            await #expect(throws: WireError(.notRecorded, url: "", message: "")) {
                try await exchange.send(Self.request)
            }
        }
    }
}
