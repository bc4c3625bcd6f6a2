import Foundation
import PackagePlugin

/// Puts the licences and notices of all that the program carries into it, each from where it was built: those of packages
/// from their checkouts, those of libraries of the system that are linked static from their packages' documents, and those
/// that neither has from a target's folder `Texts`. So a release tells of the versions that it was made of, and a new
/// dependency is named nowhere else.
@main
struct EmbedNotices: BuildToolPlugin {
    /// Libraries of the system that `Archives` links static, and the packages of Debian that bring them.
    private static let system = [
        ("libarchive", "libarchive-dev"), ("nettle", "nettle-dev"), ("xz (liblzma)", "liblzma-dev"),
        ("zstd", "libzstd-dev"), ("bzip2", "libbz2-dev"),
    ]

    /// Writes `let embeddedNotices`; its first argument is where. The others come in fours: the work, its version, the package
    /// of Debian that knows both version and notice, or nothing, and the file of the notice.
    private static let script = #####"""
        output=$1
        shift
        {
            echo 'let embeddedNotices: [(work: String, version: String, text: StaticString)] = ['
            while [ $# -gt 0 ]; do
                version=$2
                [ -z "$3" ] || version=$(dpkg-query -W -f '${Version}' "$3" 2>/dev/null | tr -d '"')
                printf '("%s", "%s", ###"""\n' "$1" "$version"
                if [ -r "$4" ]; then
                    tr -d '\f\r\000' < "$4"
                else
                    echo "Its notice was not there where this program was built ($4); it is in the sources of $1."
                fi
                printf '\n"""###),\n'
                shift 4
            done
            echo ']'
        } > "$output"
        """#####

    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        var notices = [Notice(work: "understudy", file: context.package.directoryURL.appending(path: "LICENSE"))]
        notices += try carried(by: context.package).flatMap(Self.notices)
        notices += Self.system.map { work, package in
            let file = URL(filePath: "/usr/share/doc/\(package)/copyright")
            return Notice(work: work, debianPackage: package, file: file)
        }
        notices += try Self.files(
            in: target.directoryURL.appending(path: "Texts"), where: { $0.pathExtension == "txt" }
        )
        .map { Notice(work: $0.deletingPathExtension().lastPathComponent, file: $0) }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedNotices.swift")
        return [
            .buildCommand(
                displayName: "Embed the notices of what the program carries", executable: URL(filePath: "/bin/sh"),
                arguments: ["-c", Self.script, "sh", output.path(percentEncoded: false)]
                    + notices.flatMap { [$0.work, $0.version, $0.debianPackage, $0.file.path(percentEncoded: false)] },
                inputFiles: notices.map(\.file).filter { FileManager.default.fileExists(atPath: $0.path()) },
                outputFiles: [output])
        ]
    }

    /// The packages of which a module is in the program, by name, each with the folders of those modules.
    private func carried(by package: Package) throws -> [(package: Package, folders: [URL])] {
        guard let program = package.targets.first(where: { $0.name == package.displayName }) else { return [] }
        let folders = program.recursiveTargetDependencies.map(\.directoryURL)
        var seen: Set<Package.ID> = [package.id]
        var waiting = package.dependencies.map(\.package)
        var found: [(package: Package, folders: [URL])] = []
        while let next = waiting.popLast() {
            guard seen.insert(next.id).inserted else { continue }
            waiting += next.dependencies.map(\.package)
            let root = next.directoryURL.path(percentEncoded: false) + (next.directoryURL.hasDirectoryPath ? "" : "/")
            let own = folders.filter { $0.path(percentEncoded: false).hasPrefix(root) }
            if !own.isEmpty { found.append((next, own)) }
        }
        return found.sorted { $0.package.directoryURL.lastPathComponent < $1.package.directoryURL.lastPathComponent }
    }

    /// What a package says of itself, and of what was copied into its modules.
    private static func notices(_ package: Package, _ folders: [URL]) throws -> [Notice] {
        var version = ""
        if case .repository(_, let displayVersion, _) = package.origin { version = displayVersion }
        let places = [package.directoryURL] + folders.sorted { $0.path() < $1.path() }
        return try places.flatMap { try files(in: $0, where: isNotice) }
            .map { Notice(work: package.directoryURL.lastPathComponent, version: version, file: $0) }
    }

    private static func isNotice(_ file: URL) -> Bool {
        ["LICENSE", "LICENCE", "NOTICE", "COPYING"].contains { file.lastPathComponent.uppercased().hasPrefix($0) }
    }

    private static func files(in folder: URL, where isWanted: (URL) -> Bool) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).filter(isWanted)
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    /// A file with a licence or a notice, and whose it is.
    private struct Notice {
        var work: String
        var version = ""
        var debianPackage = ""
        var file: URL
    }
}
