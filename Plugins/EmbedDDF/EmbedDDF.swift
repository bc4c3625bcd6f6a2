import Foundation
import PackagePlugin

/// Puts every DDF file of a target's folder `DDF` and the tables beside them into the binary, as texts in a Swift file that
/// is written for it, so that a new one is named nowhere else. (SwiftPM's own `embedInCode` makes arrays, which take the compiler minutes.)
@main
struct EmbedDDF: BuildToolPlugin {
    /// Writes `let embeddedFiles`; its first argument is where, the others are the files.
    private static let script = #####"""
        output=$1
        shift
        {
            echo 'let embeddedFiles: [(name: String, text: StaticString)] = ['
            for file; do
                printf '("%s", ###"""\n' "$(basename "$file" .xml)"
                cat "$file"
                printf '\n"""###),\n'
            done
            echo ']'
        } > "$output"
        """#####

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let folder = target.directoryURL.appending(path: "DDF")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { ["xml", "tsv"].contains($0.pathExtension) }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
        return [
            .buildCommand(
                displayName: "Embed the DDF files", executable: URL(filePath: "/bin/sh"),
                arguments: ["-c", Self.script, "sh", output.path()] + files.map { $0.path() },
                inputFiles: files, outputFiles: [output])
        ]
    }
}
