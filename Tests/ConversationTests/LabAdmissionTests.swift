import Foundation
import Lab
import TestSupport
import Testing

/// Who enrols at a lab that a person serves, by commands alone.
@Suite("Who may enrol at the lab", .serialized, .timeLimit(.minutes(30)))
struct LabAdmissionTests {
    struct Row: CustomTestStringConvertible, Sendable {
        var options: [String]
        /// How the enrolment ends of somebody whom nobody knows.
        var stranger: Int32
        /// What the server says of that at its start; nil for nothing.
        var says: String?

        var testDescription: String { options.joined(separator: " ") }
    }

    private static let others = ["--listen", "0.0.0.0"]

    static let rows: [Row] = [
        Row(options: [], stranger: 0, says: "anybody may enrol under any name"),
        Row(options: ["--user", "bela@lab.example:Blue-Sky-9"], stranger: 77, says: nil),
        Row(options: others, stranger: 77, says: "only users of the directory who have a password there may enrol"),
        Row(options: others + ["--user", "bela@lab.example:Blue-Sky-9"], stranger: 77, says: nil),
        Row(
            options: others + ["--open-enrollment"], stranger: 0,
            says: "anybody may enrol under any name, as --open-enrollment says"),
    ]

    @Test(
        "On one machine that is anybody, unless somebody is named; where others reach it, who is known, unless anybody may",
        arguments: rows)
    func admission(_ row: Row) async throws {
        try await TemporaryFolder.with { folder in
            let server = try Program(folder: folder)
            try await server.serveLab(row.options) { lab in
                let person = try Program.person(beside: folder)
                try "Blue-Sky-9\n".write(toFile: "\(person.folder)/password", atomically: true, encoding: .utf8)
                let add = [
                    "lab", "user", "add", "cleo@lab.example", "--password-file", "password", "--url", lab.url,
                    "--folder", "../lab",
                ]
                #expect(try await person.finish(add).code == 0)
                for (name, code) in [("ann@lab.example", row.stranger), ("cleo@lab.example", 0)] {
                    let ended = try await person.finish([
                        "enroll", lab.url + LabEnrollment.Path.discovery, "--user", name, "--password-file", "password",
                        "--ca-file", "../lab/lab-ca.pem", "--state", name,
                    ])
                    #expect(ended.code == code, "\(name): \(ended.errors)")
                }
            }
            #expect(row.says.map(server.errors.contains) ?? !server.errors.contains("enrol"), "\(server.errors)")
        }
    }
}
