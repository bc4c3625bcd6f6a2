import Foundation
import TestSupport
import Testing

/// The walk that `lab device adopt --help` tells, by commands alone: certificate and document are made by hand.
@Suite(
    "A phone that is let in by its certificate, by commands", .enabled(if: OpenSSL.isInstalled, "it needs openssl"),
    .timeLimit(.minutes(30)))
struct AdoptionTests {
    /// The certificate of the walk, signed with the lab's authority.
    private static func makeCertificate(in folder: String) throws {
        let calls = [
            [
                "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "phone.key", "-subj", "/CN=handed", "-out",
                "phone.csr",
            ],
            [
                "x509", "-req", "-in", "phone.csr", "-CA", "../lab/lab-ca.pem", "-CAkey", "../lab/lab-ca.key.pem",
                "-days", "365", "-out", "phone.pem",
            ],
            [
                "pkcs12", "-export", "-inkey", "phone.key", "-in", "phone.pem", "-passout", "file:password", "-out",
                "phone.pfx",
            ],
        ]
        try "pfx-secret\n".write(toFile: "\(folder)/password", atomically: true, encoding: .utf8)
        for call in calls { #expect(try OpenSSL.run(call, in: folder) == 0, "\(call)") }
    }

    @Test("The phone is enrolled from a document and a PFX alone, and syncs with the lab by TLS client authentication")
    func walk() async throws {
        try await Program.withServedLab { person, ask in try await Self.walk(person, ask) }
    }

    private static func walk(_ person: Program, _ ask: Program.Asking) async throws {
        let state = ["--state", "handed"]
        let status = try await person.finish(["status", "--json"] + state).document()
        let id = try #require(status["deviceID"] as? String)
        try makeCertificate(in: person.folder)
        let adopt = [
            "device", "adopt", id, "--certificate", "phone.pem", "--user", "adele@lab.example", "--name",
            "Handed phone", "--document", "phone.xml",
        ]
        let adopted = try await ask(adopt)
        #expect(adopted.code == 0 && adopted.output.contains("enroll --document phone.xml"), "\(adopted.errors)")
        let again = try await ask(adopt)
        #expect(again.code == 74 && again.errors.contains("--overwrite"), "\(again.errors)")

        let enrolled = try await person.finish(
            [
                "enroll", "--document", "phone.xml", "--identity", "phone.pfx", "--identity-password-file", "password",
                "--json",
            ] + state)
        #expect(enrolled.code == 0, "\(enrolled.output) \(enrolled.errors)")
        #expect(try enrolled.document()["isEnrolled"] as? Bool == true)
        let synced = try await person.finish(["sync", "--fail-on-status"] + state)
        #expect(synced.code == 0, "\(synced.errors)")
        // The phone is joined, so that its certificate is the device's, the renewed one too.
        let renewed = try await person.finish(["renew", "--force", "--strict"] + state)
        #expect(renewed.code == 0, "\(renewed.errors)")
        let later = try await person.finish(["sync", "--fail-on-status"] + state)
        #expect(later.code == 0, "\(later.errors)")
        // What it was called is what the phone says now.
        let shown = try await ask(["device", "--json"]).document()
        #expect((shown["deviceName"] as? String)?.hasPrefix("Windows phone ") == true, "\(shown)")
        #expect(shown["osVersion"] as? String == "10.0.15063.297" && shown["manufacturer"] as? String == "MicrosoftMDG")
        #expect(shown["userPrincipalName"] as? String == "adele@lab.example")
        #expect(shown["model"] as? String == "Lumia 950" && shown["lastSyncDateTime"] as? String != nil)
    }
}
