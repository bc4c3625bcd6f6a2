import Foundation

/// The program `openssl`, where it is installed: what a person makes certificates with.
enum OpenSSL {
    private static let program = "/usr/bin/openssl"
    static let isInstalled = FileManager.default.isExecutableFile(atPath: program)

    /// - Returns: its exit code.
    static func run(_ arguments: [String], in folder: String = "/") throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
