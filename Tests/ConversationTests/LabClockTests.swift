import Foundation
import Lab
import TestSupport
import Testing

/// What a person sees who moves the clock of `lab serve`, by commands alone.
@Suite("The lab's clock", .serialized, .timeLimit(.minutes(30)))
struct LabClockTests {
    /// The lab that begins again and again on the same folder, and a person with a phone.
    private struct Bench: Sendable {
        let server: Program
        let person: Program

        init(_ folder: String) throws {
            server = try Program(folder: folder)
            person = try Program.person(beside: folder)
        }

        /// Serves for as long as the work takes.
        func serve<Value: Sendable>(
            port: Int = 0, _ options: [String] = [],
            _ work: @escaping @Sendable (Program.Listening) async throws -> Value
        ) async throws -> Value {
            try await server.serveLab(port: port, ["--state", "state", "--consented"] + options, work)
        }

        /// Has the phone make a new PIN, with a ticket of the lab's own service.
        /// - Returns: the passcode that the lab shows then.
        func reset(_ url: String) async throws -> String? {
            try await call(["lab", "reset-passcode", "--tenant", Phones.tenant, "--url", url, "--folder", "../lab"])
            try await call(["sync", "--state", "phone", "--pin-reset-service", "\(url)/pin-reset"])
            return try await passcode(url)
        }

        func passcode(_ url: String) async throws -> String? {
            let shown = try await call(["lab", "device", "--json", "--url", url, "--folder", "../lab"]).document()
            let results = try #require(shown["deviceActionResults"] as? [[String: Any]])
            return results.lazy.compactMap { $0["passcode"] as? String }.first
        }

        @discardableResult
        func call(_ arguments: [String]) async throws -> Program.Finished {
            let ended = try await person.finish(arguments)
            #expect(ended.code == 0, "\(arguments): \(ended.errors)")
            return ended
        }
    }

    @Test("S10: served again with --after 7d the lab has no passcode any more; its phone goes on, and makes another")
    func sevenDays() async throws {
        try await TemporaryFolder.with { folder in
            let bench = try Bench(folder)
            let (url, passcode) = try await bench.serve { lab in
                #expect(lab.clock == nil)
                try await bench.call([
                    "enroll", lab.url + LabEnrollment.Path.discovery, "--user", Phones.user, "--password", "secret",
                    "--ca-file", "../lab/lab-ca.pem", "--state", "phone",
                ])
                return (lab.url, try await bench.reset(lab.url))
            }
            let first = try #require(passcode)
            let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
            let sixth = try await bench.serve(port: port, ["--after", "6d"]) { try await bench.passcode($0.url) }
            #expect(sixth == first)
            let (seventh, second) = try await bench.serve(port: port, ["--after", "7d"]) { lab in
                #expect(lab.clock != nil)
                let shown = try await bench.passcode(lab.url)
                let told = try await bench.call(["lab", "device", "--url", lab.url, "--folder", "../lab"])
                #expect(told.output.contains("Passcode:    none any more"), "\(told.output)")
                try await bench.call(["unlock", "--pin", first, "--state", "phone"])
                return (shown, try await bench.reset(lab.url))
            }
            #expect(seventh == nil)
            #expect(second != nil)
            let old = try await bench.person.finish(["unlock", "--pin", first, "--state", "phone"])
            #expect(second == first || old.code == 1, "\(old)")
            try await bench.call(["unlock", "--pin", try #require(second), "--state", "phone"])
        }
    }

    @Test("--at says when the clock begins, and what is done has that time")
    func begin() async throws {
        try await TemporaryFolder.with { folder in
            let bench = try Bench(folder)
            try await bench.serve(["--at", "2031-05-06T07:08:09Z"]) { lab in
                #expect(lab.clock == "2031-05-06T07:08:09Z")
                let api = ["--url", lab.url, "--folder", "../lab"]
                try await bench.call(["lab", "consent", "--revoke", "client"] + api)
                let audit = try await bench.call(["lab", "audit"] + api)
                #expect(audit.output.contains("2031-05-06 07:"), "\(audit.output)")
            }
        }
    }
}
