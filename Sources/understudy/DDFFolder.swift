import Foundation
import ManagementTree
import SimulatedPhone

/// The folder of `--ddf`: node descriptions of the user's own.
enum DDFFolder {
    /// Reads every `.xml` file of a folder, in the order of their names.
    static func mounts(_ folder: String?) throws -> [Mount] {
        guard let folder else { return [] }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw Failure.usage("--ddf \(folder): there is no such folder")
        }
        let files = names.filter { $0.lowercased().hasSuffix(".xml") }.sorted()
        guard !files.isEmpty else {
            throw Failure.usage("--ddf \(folder): the folder has no .xml file")
        }
        return try files.flatMap { name in
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
                throw Failure.data("\(folder)/\(name) cannot be read")
            }
            do {
                return try ConfigurationServiceProvider.mounts(of: [UInt8](data), file: "\(folder)/\(name)")
            } catch {
                throw Failure.data("\(error)")
            }
        }
    }
}
