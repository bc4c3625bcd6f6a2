import Foundation

/// Measures the budgets of the design as ratios in one run, so that a noisy machine does not matter.
///
///     swift run -c release UnderstudyBenchmark [MESSAGE]
///     swift run -c release UnderstudyBenchmark --count WORK [--rounds N]
///
/// The second form only does one piece of work N times, for counting instructions with callgrind (README, *Performance*).
@main
struct Benchmark {
    /// Waits itself for what it has begun: valgrind 3.19 does not survive what an asynchronous `main` does with its thread.
    static func main() {
        let end = DispatchSemaphore(value: 0)
        Task.detached {
            await run()
            end.signal()
        }
        end.wait()
    }

    private static func run() async {
        var arguments = Array(CommandLine.arguments.dropFirst())
        do {
            let count = try option("--count", &arguments)
            let rounds = try option("--rounds", &arguments)
            let serves = try option("--serve", &arguments)
            let path = arguments.first ?? "Samples/syncml/bench-message.xml"
            guard let data = FileManager.default.contents(atPath: path) else {
                throw BenchmarkError(
                    message: "\(path) cannot be read; run this in the project's folder or name a message")
            }
            if let socket = serves.flatMap({ CInt($0) }) {
                BenchServer.run(message: [UInt8](data), on: socket)
            } else if count == "session" {
                try await SessionWorkload.with(message: path) { work in
                    try await work.repeated(rounds.flatMap { Int($0) } ?? 1000)
                }
            } else if let count {
                try Workload.named(count, message: [UInt8](data)).repeated(rounds.flatMap { Int($0) } ?? 1000)
            } else {
                try Report.run(message: [UInt8](data))
                try await Report.session(message: [UInt8](data), path: path)
                try await Report.fleet(path: path)
                try StartSpeed.run()
                try CheckSpeed.run()
            }
        } catch {
            FileHandle.standardError.write(Data("UnderstudyBenchmark: \(error)\n".utf8))
            exit(64)
        }
    }

    private static func option(_ name: String, _ arguments: inout [String]) throws -> String? {
        guard let index = arguments.firstIndex(of: name) else { return nil }
        guard index + 1 < arguments.count else { throw BenchmarkError(message: "\(name) needs a value") }
        let value = arguments[index + 1]
        arguments.removeSubrange(index...(index + 1))
        return value
    }
}

struct BenchmarkError: Error, CustomStringConvertible {
    var message: String
    var description: String { message }
}
