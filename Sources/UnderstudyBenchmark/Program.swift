import Foundation

/// A program that is started again and again: its start is part of what it takes.
struct Program {
    let path: String
    let arguments: [String]

    /// The release that `Tests/Release/run` builds, for which the budgets are; else what was built beside the benchmark.
    static func understudy(_ arguments: [String]) throws -> Program {
        let beside = (CommandLine.arguments[0] as NSString).deletingLastPathComponent + "/understudy"
        guard let path = first([".build-release/release/understudy", beside]) else {
            throw BenchmarkError(message: "understudy is not built: Tests/Release/run")
        }
        return Program(path: path, arguments: arguments)
    }

    /// The first path at which there is a program.
    static func first(_ paths: [String]) -> String? {
        paths.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Seconds that each program takes: the best of several rounds, the programs in turn in each.
    static func best(of programs: [Program], rounds: Int) throws -> [Double] {
        var best = [Double](repeating: .infinity, count: programs.count)
        for _ in 0..<rounds {
            for (index, program) in programs.enumerated() { best[index] = min(best[index], try program.seconds()) }
        }
        return best
    }

    /// By `posix_spawn`, because Foundation's `Process` takes milliseconds of its own.
    private func seconds() throws -> Double {
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        defer { words.forEach { free($0) } }
        words.append(nil)
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        for output in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&files, output, "/dev/null", O_WRONLY, 0)
        }
        var process = pid_t()
        var status: CInt = 0
        let time = ContinuousClock().measure {
            guard posix_spawn(&process, path, &files, nil, words, environ) == 0 else { return status = -1 }
            waitpid(process, &status, 0)
        }
        // The exit status stands in the second octet. One above 1 says that the work was not done.
        guard status == 0 || status == 1 << 8 else { throw BenchmarkError(message: "\(path) did not do its work") }
        return time / .seconds(1)
    }

    /// `understudy check of 1,000 files: 150 ms, xmllint: 50 ms, ratio 3.0 (budget 3)`
    static func line(_ name: String, _ time: Double, _ yardstick: String, _ other: Double, budget: Int) -> String {
        func milliseconds(_ time: Double) -> String { "\((time * 10_000).rounded() / 10) ms" }
        let ratio = (time / other * 100).rounded() / 100
        return "\(name): \(milliseconds(time)), \(yardstick): \(milliseconds(other)), ratio \(ratio) (budget \(budget))"
    }
}
