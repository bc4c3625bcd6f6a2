import Foundation
import TestSupport
import Testing

extension Program {
    /// Calls a command of the lab: without `lab`, and without where the lab is.
    typealias Asking = @Sendable ([String]) async throws -> Finished

    /// What `lab serve` says of itself, as far as tests want to know.
    struct Listening: Decodable, Sendable {
        var url: String
        /// When its clock has begun; nil where it is the machine's.
        var clock: String?
    }

    /// Runs `lab serve` in this folder for as long as some work takes; the lab's folder is `lab` there.
    func serveLab<Value: Sendable>(
        port: Int = 0, _ options: [String] = [], _ work: @escaping @Sendable (Listening) async throws -> Value
    ) async throws -> Value {
        let serve = ["lab", "serve", "--port", "\(port)", "--folder", "lab", "--json"] + options
        let (value, end) = try await run(serve) { said in
            try await work(JSONDecoder().decode(Listening.self, from: Data(said.utf8)))
        }
        #expect(end == .code(0), "\(errors)")
        return value
    }

    /// The program of a person, beside the folder in which a lab is served: the lab's folder is `../lab` there.
    static func person(beside folder: String) throws -> Program {
        let person = try Program(folder: "\(folder)/person")
        try FileManager.default.createDirectory(atPath: person.folder, withIntermediateDirectories: true)
        return person
    }

    /// Starts `lab serve`, and hands over what calls the lab's commands, with the program of a person beside it.
    static func withServedLab(
        _ options: [String] = [],
        _ work: @escaping @Sendable (_ person: Program, _ ask: @escaping Asking) async throws -> Void
    ) async throws {
        try await TemporaryFolder.with { folder in
            try await Program(folder: folder).serveLab(options) { lab in
                let person = try Program.person(beside: folder)
                try await work(person) { call in
                    try await person.finish(["lab"] + call + ["--url", lab.url, "--folder", "../lab"])
                }
            }
        }
    }
}
