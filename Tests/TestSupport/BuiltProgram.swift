package import Foundation

/// Where the program is that tests start as people do.
package enum BuiltProgram {
    /// The variable that names another than the one that was built with the tests, such as a release.
    package static let variable = "UNDERSTUDY_PROGRAM"

    package struct Missing: Error, Equatable, CustomStringConvertible {
        package var description: String
    }

    /// The program that the environment names; else the one beside the tests, in the folder of built products or one above.
    package static func find(
        in environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(Missing) -> URL {
        if let named = environment[variable], !named.isEmpty {
            guard FileManager.default.isExecutableFile(atPath: named), !isFolder(named) else {
                throw Missing(description: "\(variable)=\(named): there is no such program")
            }
            return URL(filePath: named)
        }
        let tests = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
        var folder = tests.deletingLastPathComponent()
        for _ in 0..<4 {
            let program = folder.appending(path: "understudy")
            if FileManager.default.fileExists(atPath: program.path()), !isFolder(program.path()) { return program }
            folder.deleteLastPathComponent()
        }
        throw Missing(
            description: "there is no understudy beside the tests, in \(tests.deletingLastPathComponent().path())")
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
