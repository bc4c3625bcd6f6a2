import Foundation

/// A chromedriver that listens on a free port of this machine.
struct DriverProcess {
    private let process: Process
    let port: Int

    /// Now and then a driver finds its port taken, or never gets to its first line; another one is begun then.
    /// - Throws: where three of them do not say that they listen, in forty seconds each.
    init(_ program: String, folder: String) async throws {
        // A file, because the browser gets what the driver writes to, and would hold a pipe open.
        let output = "\(folder)/driver.log"
        for _ in 0..<3 {
            let process = try Self.begin(program, folder: folder, output: output)
            if let port = try await Self.port(of: process, in: output) {
                self.process = process
                self.port = port
                return
            }
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
        let told = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
        throw BrowserError(description: "\(program) does not say on which port it listens; it says: \(told)")
    }

    private static func begin(_ program: String, folder: String, output: String) throws -> Process {
        _ = FileManager.default.createFile(atPath: output, contents: nil)
        guard let file = FileHandle(forWritingAtPath: output) else {
            throw BrowserError(description: "\(output) cannot be written")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["--port=0"]
        process.environment = ["HOME": folder, "PATH": "/usr/bin:/bin", "TMPDIR": folder]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = file
        process.standardError = file
        try process.run()
        return process
    }

    /// The port that it names; nil where it ends before, or takes too long.
    private static func port(of process: Process, in output: String) async throws -> Int? {
        for _ in 0..<400 {
            let told = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
            if let match = told.firstMatch(of: #/started successfully on port (\d+)/#), let port = Int(match.1) {
                return port
            }
            guard process.isRunning else { return nil }
            try await Task.sleep(for: .milliseconds(100))
        }
        return nil
    }

    /// Ends it at once: it was started from a thread of Dispatch's, which leaves it deaf to a polite signal.
    func end() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
