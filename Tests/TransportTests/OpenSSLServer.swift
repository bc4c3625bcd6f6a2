import Foundation

/// OpenSSL's test server, for what our own servers cannot do: to agree on TLS a second time.
final class OpenSSLServer {
    struct Ended: Error {
        var output: String
    }

    private static let program = "/usr/bin/openssl"
    static let isInstalled = FileManager.default.isExecutableFile(atPath: program)

    private let process = Process()
    private let input = Pipe()
    private var output = ""
    private let parts: AsyncStream<String>

    /// Starts it in a folder where `server.pem` holds its key and certificate; it takes any free port, and one connection.
    init(folder: String) throws {
        process.executableURL = URL(filePath: Self.program)
        process.arguments = ["s_server", "-accept", "127.0.0.1:0", "-naccept", "1", "-cert", "server.pem", "-crlf"]
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardInput = input
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        let continuation: AsyncStream<String>.Continuation
        (parts, continuation) = AsyncStream.makeStream(of: String.self)
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            guard !data.isEmpty else {
                handle.readabilityHandler = nil
                return continuation.finish()
            }
            continuation.yield(String(decoding: data, as: UTF8.self))
        }
        try process.run()
    }

    /// Waits until it says something.
    /// - Returns: what follows on the same line.
    func line(after text: String) async throws -> String {
        if let line = rest(ofLineAfter: text) { return line }
        for await part in parts {
            output += part
            if let line = rest(ofLineAfter: text) { return line }
        }
        throw Ended(output: output)
    }

    private func rest(ofLineAfter text: String) -> String? {
        guard let start = output.range(of: text) else { return nil }
        let rest = output[start.upperBound...]
        return rest.firstIndex(of: "\n").map { String(rest[..<$0]) }
    }

    /// Types a line: a command of its own, or what the other side is to get.
    func type(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    }

    func end() {
        // It has inherited from us that it does not listen to friendlier signals.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
