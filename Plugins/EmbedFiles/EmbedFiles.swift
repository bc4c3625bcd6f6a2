import Foundation
import PackagePlugin

/// Puts every file of a folder into the binary, as texts in a Swift file that is written for it, so that a new one is named
/// nowhere else. (SwiftPM's own `embedInCode` makes arrays, which take the compiler minutes, and `Bundle.module` points to
/// the build folder.)
@main
struct EmbedFiles: BuildToolPlugin {
    /// Which folder of the package travels in which target.
    private static let folders = [
        "EmbeddedDDF": "Sources/EmbeddedDDF/DDF",
        "EmbeddedProfiles": "Samples/profiles",
        "PhonePage": "Sources/PhonePage/Page",
        "Portal": "Sources/Portal/Page",
    ]

    /// Writes `let embeddedFiles`; its first argument is where, the second the folder, the others are the files in it.
    private static let script = #####"""
        set -e
        output=$1
        cd "$2"
        shift 2
        {
            echo 'import Notation'
            echo 'let embeddedFiles: [EmbeddedFile] = ['
            for file; do
                printf 'EmbeddedFile("%s", ###"""\n' "$file"
                cat "$file"
                printf '\n"""###),\n'
            done
            echo ']'
        } > "$output"
        """#####

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let path = Self.folders[target.name] else {
            throw Unknown(
                description: "EmbedFiles does not know which folder \(target.name) embeds: add it to its table")
        }
        let folder = context.package.directoryURL.appending(path: path)
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path())
            .filter { Self.isFile(folder.appending(path: $0)) }
            .sorted()
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        return [
            .buildCommand(
                displayName: "Embed the files of \(path)", executable: URL(filePath: "/bin/sh"),
                arguments: ["-c", Self.script, "sh", output.path(), folder.path()] + names,
                inputFiles: names.map { folder.appending(path: $0) }, outputFiles: [output])
        ]
    }

    /// Whether it is a file that people see.
    private static func isFile(_ url: URL) -> Bool {
        let values = try? url.resourceValues(forKeys: [.isRegularFileKey])
        return values?.isRegularFile == true && !url.lastPathComponent.hasPrefix(".")
    }

    private struct Unknown: Error, CustomStringConvertible {
        let description: String
    }
}
