import Foundation
import TestSupport

/// The built program, run as people run it.
struct Understudy {
    /// What a run left behind.
    struct Outcome {
        var code: Int32
        var output: String
        var errors: String

        /// The JSON that was printed.
        func json() throws -> Any { try JSONSerialization.jsonObject(with: Data(output.utf8)) }

        /// The JSON object that was printed; empty where it is none.
        func object() throws -> [String: Any] { try json() as? [String: Any] ?? [:] }

        /// The objects in a member of the document that was printed; empty where there are none.
        func list(_ name: String) throws -> [[String: Any]] { try object()[name] as? [[String: Any]] ?? [] }
    }

    /// The folder in which the program runs: empty at first, gone after the test.
    let folder: String

    /// Runs something with a folder of its own.
    static func with(_ work: (Understudy) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "understudy-cli-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try work(Understudy(folder: folder))
    }

    /// The package's own folder.
    static let package: String = {
        var url = URL(filePath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url.path()
    }()

    static func sample(_ name: String) -> String { "\(package)/Samples/\(name)" }

    static func text(of name: String) throws -> String { try String(contentsOfFile: sample(name), encoding: .utf8) }

    /// Writes a file into the folder.
    /// - Returns: its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let path = "\(folder)/\(name)"
        let parent = URL(filePath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    /// Does something with a pipe through which a file comes, once.
    func withPipe(from file: String, _ work: (_ pipe: String) throws -> Outcome) throws -> Outcome {
        let pipe = "\(folder)/pipe"
        guard mkfifo(pipe, 0o600) == 0 else { throw CocoaError(.fileWriteUnknown) }
        defer { try? FileManager.default.removeItem(atPath: pipe) }
        let writer = Process()
        writer.executableURL = URL(filePath: "/bin/sh")
        writer.arguments = ["-c", "cat \"$0\" > \"$1\"", file, pipe]
        try writer.run()
        let outcome = try work(pipe)
        writer.waitUntilExit()
        return outcome
    }

    /// Runs the program and waits for its end.
    func callAsFunction(_ arguments: String..., input: String = "") throws -> Outcome {
        try run(arguments, input: input)
    }

    /// - Parameter environment: what is different there; nil for a variable takes it away.
    func run(
        _ arguments: [String], input: String = "", environment: [String: String?] = [:]
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = try BuiltProgram.find()
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.environment = ProgramEnvironment.make(home: folder)
        process.environment?["XDG_STATE_HOME"] = "\(folder)/xdg"
        // Wide, so that help does not break its examples.
        process.environment?["COLUMNS"] = "200"
        for (name, value) in environment { process.environment?[name] = value }
        // Files and not pipes: a full pipe would stop the program while nobody reads.
        let names = ["input", "output", "errors"].map { "\(folder)/.\($0)-\(UUID().uuidString)" }
        for name in names { try Data().write(to: URL(filePath: name)) }
        try Data(input.utf8).write(to: URL(filePath: names[0]))
        process.standardInput = FileHandle(forReadingAtPath: names[0])
        process.standardOutput = FileHandle(forWritingAtPath: names[1])
        process.standardError = FileHandle(forWritingAtPath: names[2])
        try process.run()
        // The process has files of its own now; Foundation keeps ours, and stumbles where there are many.
        for file in [process.standardInput, process.standardOutput, process.standardError] {
            try? (file as? FileHandle)?.close()
        }
        process.waitUntilExit()
        func text(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: URL(filePath: name)), as: UTF8.self)
        }
        return Outcome(code: process.terminationStatus, output: try text(names[1]), errors: try text(names[2]))
    }
}
