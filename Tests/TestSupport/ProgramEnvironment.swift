import Foundation

/// The environment in which tests start the built program: little of whoever runs them, so that it is the same everywhere,
/// and what a sanitizer is told by, so that the program is watched like the tests.
package enum ProgramEnvironment {
    private static let ofSanitizers: Set = ["LD_PRELOAD", "TSAN_OPTIONS", "ASAN_OPTIONS", "LSAN_OPTIONS"]

    /// - Parameter folder: the home of the user whom the program takes itself to run for.
    package static func make(home folder: String) -> [String: String] {
        var environment = ProcessInfo.processInfo.environment.filter { ofSanitizers.contains($0.key) }
        environment["HOME"] = folder
        environment["PATH"] = "/usr/bin:/bin"
        return environment
    }
}
