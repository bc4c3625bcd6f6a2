import Captures
import Foundation
import Notation
import Testing
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

    /// An exchange that records into a folder.
    private static func recording(_ provider: some ExchangeProvider, in folder: String) throws -> any Exchange {
        try RecordingProvider(provider, try Recorder(folder, run)).exchange(for: WireTrust())
    }

    private static let run = RecordingDescription.Run(first: 1, version: "0.9", profile: "Lumia", seed: 7)

    private static let canned = Canned(answer: .success(WireResponse(status: 200)))

    private static func description(in folder: String) throws -> RecordingDescription? {
        let files = [CaptureFile(name: "recording.json", octets: try file("recording.json", in: folder))]
        // Beside a message, because a description alone is nothing to replay.
        return try Recording.read(folder: files + [Talk.file("a.xml", Talk.text(.device, 1))]).description
    }

    private static func file(_ name: String, in folder: String) throws -> [UInt8] {
        [UInt8](try #require(FileManager.default.contents(atPath: "\(folder)/\(name)")))
    }

    @Test
    func `every message is kept as it is, with its headers, readable for its owner only`() async throws {
        try await Self.withFolder { folder in
            let response = WireResponse(status: 200, headers: ["Content-Type": "c/d"], body: [0x01, 0x0D])
            let exchange = try Self.recording(Canned(answer: .success(response)), in: folder)
            let first = try await exchange.send(Self.request)
            #expect(first == response)
            _ = try await exchange.send(Self.request)
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(
                names == [
                    "0001-device.http", "0001-server.http", "0002-device.http", "0002-server.http", "recording.json",
                ])
            let sent = try Self.file("0001-device.http", in: folder)
            let start = "POST https://mdm.example.test/dm?mode=Maintenance HTTP/1.1\r\n"
            #expect(sent == Array("\(start)Content-Type: a/b\r\nX: 1\r\n\r\n".utf8) + [0x00, 0xFF, 0x0A])
            let received = try Self.file("0001-server.http", in: folder)
            #expect(received == Array("HTTP/1.1 200\r\nContent-Type: c/d\r\n\r\n".utf8) + [0x01, 0x0D])
            for name in names {
                let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
                #expect(mode[.posixPermissions] as? Int == 0o600, "\(name)")
            }
        }
    }

    @Test
    func `a request without an answer is kept with the reason, and the error goes on`() async throws {
        try await Self.withFolder { folder in
            let error = WireError(.unreachable, url: "https://mdm.example.test", message: "nobody listens")
            let exchange = try Self.recording(Canned(answer: .failure(error)), in: folder)
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
            let exchange = try Self.recording(Redirecting(), in: folder)
            let answered = try await exchange.send(Self.request, following: .follow(max: 5)) { _ in }
            #expect(answered.response.status == 200)
            let names = Array(try FileManager.default.contentsOfDirectory(atPath: folder).sorted().dropLast())
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
            for _ in 0..<2 { _ = try await Self.recording(Self.canned, in: folder).send(Self.request) }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(names.contains("0002-device.http"))
            #expect(names.count == 5)
            let runs = try #require(try Self.description(in: folder)).runs
            #expect(runs.map(\.first) == [1, 2] && runs.allSatisfy { $0.seed == 7 })
        }
    }

    @Test
    func `a file with a number beyond all numbers does no harm`() async throws {
        try await Self.withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            for name in ["9223372036854775807-x", "99999999999999999999-x", "0007-device.http"] {
                try Data().write(to: URL(filePath: "\(folder)/\(name)"))
            }
            _ = try await Self.recording(Self.canned, in: folder).send(Self.request)
            #expect(FileManager.default.fileExists(atPath: "\(folder)/0008-device.http"))
        }
    }

    @Test
    func `a folder that was open to others is closed, and that is told`() async throws {
        try await Self.withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
            #expect(try Recorder(folder, Self.run).note?.contains(folder) == true)
            let mode = try FileManager.default.attributesOfItem(atPath: folder)
            #expect(mode[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test
    func `nothing is sent that cannot be recorded`() async throws {
        try await Self.withFolder { folder in
            let exchange = try Self.recording(Self.canned, in: folder)
            try FileManager.default.removeItem(atPath: folder)
            await #expect(throws: WireError(.notRecorded, url: "", message: "")) {
                try await exchange.send(Self.request)
            }
        }
    }

    @Test
    func `what TLS was spoken and who the phone said it is stands in the description`() async throws {
        try await Self.withFolder { folder in
            var response = WireResponse(status: 200)
            response.tls = "TLSv1.2"
            let exchange = try Self.recording(Canned(answer: .success(response)), in: folder)
            for _ in 0..<2 { _ = try await exchange.send(Self.request) }
            let run = try #require(try Self.description(in: folder)?.runs.last)
            #expect(run.tls == ["TLSv1.2"] && run.certificates == [])
            #expect(run.version == "0.9" && run.profile == "Lumia" && run.first == 1)
        }
    }

    @Test(arguments: ["{\"understudyRecording\": 2, \"version\": \"3.1\"}", "{\"understudyRecording\": ", "no JSON"])
    func `a folder that cannot be counted on from is refused with advice`(text: String) async throws {
        try await Self.withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let path = "\(folder)/recording.json"
            try Data(text.utf8).write(to: URL(filePath: path))
            let error = try #require(#expect(throws: WireError.self) { try Recorder(folder, Self.run) })
            #expect(error.code == .notRecorded && error.message.contains("name another folder"))
            // What stood there is left as it was.
            #expect(FileManager.default.contents(atPath: path) == Data(text.utf8))
        }
    }

    /// Answers a session of two messages.
    private struct Session: Exchange, ExchangeProvider {
        func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
            WireResponse(
                status: 200, headers: ["Content-Type": "application/xml"], body: Array(Talk.text(.server, 1).utf8))
        }

        func exchange(for trust: WireTrust) throws(WireError) -> any Exchange { self }
    }

    @Test
    func `what the phone's answers depended on stands beside the messages and comes back`() async throws {
        try await Self.withFolder { folder in
            let recorder = try Recorder(folder, Self.run)
            let exchange = try RecordingProvider(Session(), recorder).exchange(for: WireTrust())
            try recorder.sessionBegins { path in try Data("a phone".utf8).write(to: URL(filePath: path)) }
            var request = Self.request
            request.body = Array(Talk.text(.device, 1).utf8)
            _ = try await exchange.send(request)
            try recorder.hasRun(at: Instant(seconds: 1_493_078_400), ticket: false)
            request.body = Array(Talk.text(.device, 2).utf8)
            _ = try await exchange.send(request)
            #expect(try Self.file("0001-phone.sqlite", in: folder) == Array("a phone".utf8))

            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            let files = try names.map { CaptureFile(name: $0, octets: try Self.file($0, in: folder)) }
            let recording = try Recording.read(folder: files)
            #expect(recording.warnings == [] && recording.sessions.count == 1)
            let known = recording.sessions.first?.exchanges.map(\.circumstances)
            let expected = RecordedExchange.Circumstances(
                phone: "0001-phone.sqlite", instant: Instant(text: "2017-04-25T00:00:00Z"), ticket: false)
            #expect(known == [expected, nil])
            #expect(recording.damage == nil)
        }
    }

    @Test("A request of a recording that was cut where its head ends, or within, is damage", arguments: [true, false])
    func cutRequest(_ isWholeHead: Bool) throws {
        let head = "POST https://mdm.example/omadm HTTP/1.1\r\nX: 1\r\n\r\n"
        let body = Talk.text(.device, 2)
        var files = [
            Talk.file("recording.json", "{\"understudyRecording\": 1, \"version\": \"0.1.0\", \"runs\": []}"),
            Talk.file("0001-device.http", head + Talk.text(.device, 1)),
            Talk.file("0001-server.http", "HTTP/1.1 200\r\n\r\n" + Talk.text(.server, 1, answers: 1)),
            Talk.file("0002-device.http", String(head.dropLast(isWholeHead ? 0 : 5))),
        ]
        let recording = try Recording.read(folder: files)
        #expect(recording.damage?.place.file == "0002-device.http" && recording.messageCount == 2)
        files[3] = Talk.file("0002-device.http", head + body)
        #expect(try Recording.read(folder: files).damage == nil)
    }

    @Test
    func `a message that was sent again after the connection broke is one exchange`() async throws {
        let error = WireError(.interrupted, url: "https://mdm.example.test", message: "the connection broke")
        try await Self.withFolder { folder in
            let recorder = try Recorder(folder, Self.run)
            try recorder.sessionBegins { path in try Data().write(to: URL(filePath: path)) }
            var request = Self.request
            request.body = Array(Talk.text(.device, 1).utf8)
            let broken = try RecordingProvider(Canned(answer: .failure(error)), recorder).exchange(for: WireTrust())
            await #expect(throws: error) { try await broken.send(request) }
            _ = try await RecordingProvider(Session(), recorder).exchange(for: WireTrust()).send(request)
            try recorder.hasRun(at: .epoch, ticket: nil)

            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            let files = try names.map { CaptureFile(name: $0, octets: try Self.file($0, in: folder)) }
            let session = try #require(try Recording.read(folder: files).sessions.first)
            #expect(session.exchanges.count == 1 && session.exchanges.first?.response?.outline != nil)
            #expect(session.exchanges.first?.circumstances?.phone == "0001-phone.sqlite")
            #expect(session.exchanges.first?.circumstances?.instant == .epoch)
        }
    }
}
