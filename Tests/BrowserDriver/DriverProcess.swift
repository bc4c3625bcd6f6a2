import Foundation

/// A chromedriver that listens on a free port of this machine.
struct DriverProcess {
    private let process: Process
    let port: Int

    /// - Throws: where it does not say within two minutes that it listens.
    init(_ program: String, folder: String) async throws {
        // A file, because the browser gets what the driver writes to, and would hold a pipe open.
        let output = "\(folder)/driver.log"
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
        for _ in 0..<1200 {
            let told = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
            if let match = told.firstMatch(of: #/started successfully on port (\d+)/#), let port = Int(match.1) {
                self.process = process
                self.port = port
                return
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        kill(process.processIdentifier, SIGKILL)
        throw BrowserError(description: "\(program) does not say on which port it listens; see \(output)")
    }

    /// Ends it at once: it was started from a thread of Dispatch's, which leaves it deaf to a polite signal.
    func end() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }
}
