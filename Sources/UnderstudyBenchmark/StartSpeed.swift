import Foundation

/// The start of `understudy get` beside that of an empty Swift program, although Policy alone has thousands of nodes.
enum StartSpeed {
    private static let rounds = 40

    static func run() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "understudy-start-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        guard let empty = try emptyProgram(in: folder) else {
            return print("start: swiftc, which makes the empty program, is not on the search path")
        }
        let start = try Program.understudy(["get", "./DevDetail/SwV"])
        let times = try Program.best(of: [start, empty], rounds: rounds)
        print("start: \(start.path)")
        print(Program.line("start of understudy get", times[0], "an empty Swift program", times[1], budget: 4))
    }

    /// A program without a statement, as the compiler makes it when nothing else is said; nil without a compiler.
    private static func emptyProgram(in folder: URL) throws -> Program? {
        let places = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        guard let compiler = Program.first(places.map { "\($0)/swiftc" }) else { return nil }
        let source = folder.appending(path: "empty.swift")
        let program = folder.appending(path: "empty")
        try Data().write(to: source)
        let process = Process()
        process.executableURL = URL(filePath: compiler)
        process.arguments = ["-O", source.path(), "-o", program.path()]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchmarkError(message: "swiftc does not compile an empty program")
        }
        return Program(path: program.path(), arguments: [])
    }
}
