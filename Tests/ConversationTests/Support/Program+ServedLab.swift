import Foundation
import TestSupport
import Testing

extension Program {
    /// Calls a command of the lab: without `lab`, and without where the lab is.
    typealias Asking = @Sendable ([String]) async throws -> Finished

    /// Starts `lab serve`, and hands over what calls the lab's commands, with the program of a person beside it: the lab's
    /// folder is `../lab` there.
    static func withServedLab(
        _ options: [String] = [],
        _ work: @escaping @Sendable (_ person: Program, _ ask: @escaping Asking) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            let server = try Program(folder: folder)
            let serve = ["lab", "serve", "--port", "0", "--folder", "lab", "--json"] + options
            let (_, end) = try await server.run(serve) { said in
                let line = try #require(
                    try JSONSerialization.jsonObject(with: Data(said.utf8)) as? [String: Any], "\(said)")
                let url = try #require(line["url"] as? String)
                let person = try Program(folder: "\(folder)/person")
                try FileManager.default.createDirectory(atPath: person.folder, withIntermediateDirectories: true)
                try await work(person) { call in
                    try await person.finish(["lab"] + call + ["--url", url, "--folder", "../lab"])
                }
            }
            #expect(end == .code(0), "\(server.errors)")
        }
    }
}
