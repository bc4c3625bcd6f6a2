import Foundation
import Testing

/// What an administrator does with the lab's commands, before any phone has come.
@Suite("Commands of an administrator", .serialized)
struct LabAdministrationTests {
    private static let tenant = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"
    private static let sample = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../Samples/settings/reset-passcode.json").standardizedFileURL.path()

    @Test("Consent is shown, given and taken back")
    func consent() async throws {
        try await Program.withServedLab { _, ask in
            let missing = try await ask(["consent"])
            #expect(missing.output.split(separator: "\n").count { $0.contains("missing") } == 2, "\(missing.output)")
            let open = try await ask(["consent", "--json"]).document()["applications"] as? [[String: Any]]
            #expect(open?.compactMap { $0["consent"] as? String } == ["missing", "missing"])
            #expect(open?.contains { $0["accountEnabled"] != nil } == false)
            let given = try await ask(["consent", "--grant", "both", "--json"]).document()
            let applications = try #require(given["applications"] as? [[String: Any]])
            #expect(applications.compactMap { $0["accountEnabled"] as? Bool } == [true, true])
            #expect(applications.compactMap { $0["consent"] as? String } == ["given", "given"])
            let rest = try await ask(["consent", "--revoke", "client"])
            #expect(rest.output.contains("Microsoft Pin Reset Client Production   missing"), "\(rest.output)")
            #expect(rest.output.contains("Microsoft Pin Reset Service Production  given"), "\(rest.output)")
            let audit = try await ask(["audit"])
            #expect(audit.output.contains("consentRevoked"), "\(audit.output)")
        }
    }

    @Test("A profile is made of a file, assigned to a group, shown, and taken away")
    func profiles() async throws {
        try await Program.withServedLab { _, ask in
            #expect(try await ask(["user", "add", "bela@lab.example", "--name", "Bela"]).code == 0)
            #expect(try await ask(["group", "add", "Phones", "--member", "bela@lab.example"]).code == 0)
            let made = try await ask(["profile", "add", "PIN recovery", Self.sample])
            #expect(made.code == 0 && made.errors.isEmpty, "\(made.errors)")
            let assigned = try await ask(["assign", "pin recovery", "Phones"])
            #expect(assigned.output == "PIN recovery is assigned to: Phones\n")
            let listed = try await ask(["profile", "list"])
            #expect(listed.output.contains("PIN recovery  1         1        Phones"), "\(listed.output)")
            let shown = try await ask(["profile", "show", "PIN recovery"])
            #expect(shown.output.contains("boolean  true   ./Device/Vendor/MSFT/PassportForWork/\(Self.tenant)/"))
            let status = try await ask(["status", "PIN recovery"])
            #expect(status.code == 0 && status.output.contains("reaches no device"), "\(status.output)")
            let excluded = try await ask(["assign", "PIN recovery", "Phones", "--exclude"])
            #expect(excluded.output == "PIN recovery is assigned to: without Phones\n")
            let nobody = try await ask(["assign", "PIN recovery", "Phones", "--remove"])
            #expect(nobody.output == "PIN recovery is assigned to: nobody\n")
            #expect(try await ask(["profile", "remove", "PIN recovery"]).code == 0)
            #expect(try await ask(["profile", "list"]).output == "There is no profile yet.\n")
        }
    }

    @Test("Settings are given with their types, and what is probably wrong with one is told")
    func settings() async throws {
        try await Program.withServedLab { _, ask in
            let call = [
                "profile", "add", "Mixed", "--setting", "./Vendor/MSFT/Policy/Config/Camera/AllowCamera=integer:0",
                "--setting", "./Vendor/MSFT/X/a=b=string:c=d:e", "--setting", "./Vendor/MSFT/X/xml=xml:<a/>",
                "--setting", "./Device/Vendor/MSFT/PassportForWork/*tenant ID*/Policies/EnablePinRecovery=boolean:True",
            ]
            let made = try await ask(call + ["--json"])
            let settings = try #require(try made.document()["omaSettings"] as? [[String: Any]])
            #expect(
                settings.map { $0["omaUri"] as? String } == [
                    "./Vendor/MSFT/Policy/Config/Camera/AllowCamera", "./Vendor/MSFT/X/a=b", "./Vendor/MSFT/X/xml",
                    "./Device/Vendor/MSFT/PassportForWork/*tenant ID*/Policies/EnablePinRecovery",
                ])
            #expect(settings[0]["value"] as? Int == 0 && settings[1]["value"] as? String == "c=d:e")
            #expect(settings[2]["value"] as? String == "PGEvPg==" && settings[3]["value"] as? Bool == true)
            #expect(made.errors.contains("warning: ") && made.errors.contains("tenant ID"), "\(made.errors)")
            #expect(made.errors.split(separator: "\n").count == 1, "\(made.errors)")
            let odd = try await ask([
                "profile", "add", "Odd", "--setting", "foo=integer:1", "--setting", "./A=string:1", "--setting",
                "./a=string:2", "--setting", "./x=xml:<a", "--setting", "./y=xml:<enabled/><data/>",
            ])
            #expect(odd.code == 0 && odd.errors.split(separator: "\n").count == 3, "\(odd.errors)")
            for words in ["'foo' is no address", "'./a' is set twice", "'./x' is not well-formed XML"] {
                #expect(odd.errors.contains("warning: ") && odd.errors.contains(words), "\(odd.errors)")
            }
        }
    }

    /// A call that cannot be done, its exit code, and what is told.
    static let refusals: [([String], Int32, String)] = [
        (["device"], 64, "no device has enrolled yet"),
        (["device", "Nobody"], 77, "there is no device 'Nobody'; the lab has none yet"),
        (["sync", "Nobody"], 77, "there is no device 'Nobody'"),
        (["reset-passcode", "Nobody", "--wait"], 77, "there is no device 'Nobody'"),
        (["reset-passcode", "Nobody", "--no-policy"], 64, "without a device's name"),
        (["assign", "x"], 64, "a group, --all-devices and --all-users"),
        (["assign", "x", "y"], 77, "there is no profile 'x'"),
        (["profile", "add", "x"], 64, "give a file with settings, or --setting"),
        (["profile", "add", "x", "--setting", "./a=nonsense:1"], 64, "write it as OMA-URI=type:value"),
        (["profile", "add", "x", "--setting", "./a=nonsense:1"], 64, "string, xml, integer, float"),
        (["profile", "add", "x", "--setting", "./a=date:yesterday"], 65, "no value of the type dateTime"),
        (["profile", "add", "x", "--setting", "./a=integer:many"], 65, "'many' is no value of the type integer"),
        (["profile", "add", "x", "empty.json"], 65, "empty.json: there is no setting in it"),
        (["profile", "add", "x", "none.json"], 65, "none.json: there is no such file"),
        (["group", "add", "Phones", "--member", "Nobody"], 77, "there is no user and no device 'Nobody'"),
        (["devices", "--filter", "colour eq 'red'"], 77, "Could not find a property named 'colour'"),
        (["device", "add", "--name", "x"], 64, "--platform"),
        (["device", "add", "--name", "x", "--platform", "ios", "--user", "no@body"], 77, "There is no user 'no@body'"),
        (["device", "remove", "Nobody"], 77, "there is no device 'Nobody'"),
        (["device", "adopt", "x", "--certificate", "none.pem"], 65, "none.pem: there is no such file"),
        (["device", "adopt", "x", "--certificate", "../lab/lab-ca.pem"], 77, "is an authority's"),
        (
            ["user", "add", "x@lab.example", "--password", "12345678"], 77,
            "password complexity requirements: it must have 3 of"
        ),
        (["user", "add", "foo"], 77, "must be name@domain"),
        (["user", "password", "admin@lab.example"], 64, "--password-file"),
        (["user", "administrator", "admin@lab.example", "--remove"], 77, "is the last Global Administrator"),
        (["user", "remove", "admin@lab.example"], 77, "is the last Global Administrator"),
        (["cancel", "Nobody"], 77, "there is no device 'Nobody'"),
        (["consent", "--grant", "both", "--revoke", "both"], 64, "--grant and --revoke"),
    ]

    @Test("S3, S9: records of other devices are counted as not applicable, and refused the reset with the reason")
    func records() async throws {
        try await Program.withServedLab { _, ask in
            #expect(try await ask(["user", "add", "bela@lab.example"]).code == 0)
            for (platform, name) in [
                ("ios", "Bela's iPhone"), ("macos", "Mac"), ("android", "Tablet"), ("windows", "PC"),
            ] {
                let call = ["device", "add", "--platform", platform, "--name", name, "--user", "bela@lab.example"]
                let added = try await ask(call)
                #expect(added.output.hasPrefix("Took in \(name) of bela@lab.example, "), "\(added)")
                let refused = try await ask(["reset-passcode", name])
                #expect(refused.code == 77 && refused.output.isEmpty, "\(refused)")
                #expect(refused.errors.contains("\(name) runs ") && refused.errors.contains("needs Windows 10 Mobile"))
                #expect(refused.errors.split(separator: "\n").count == 1, "\(refused.errors)")
            }
            #expect(try await ask(["group", "add", "People", "--member", "bela@lab.example"]).code == 0)
            #expect(try await ask(["profile", "add", "PIN recovery", Self.sample]).code == 0)
            #expect(try await ask(["assign", "PIN recovery", "People"]).code == 0)
            let status = try await ask(["status", "PIN recovery", "--json"]).document()
            let states = try #require(status["devices"] as? [[String: Any]]).map {
                "\($0["deviceDisplayName"] ?? "") \($0["status"] ?? "")"
            }
            #expect(
                states.sorted() == [
                    "Bela's iPhone notApplicable", "Mac notApplicable", "PC unknown", "Tablet notApplicable",
                ])
            #expect(try await ask(["actions"]).output == "Nothing was asked of a device yet.\n")
            #expect(try await ask(["lock", "Mac"]).output == "Mac: lock is pending until the device comes by.\n")
            #expect(try await ask(["cancel", "Mac"]).output == "Canceled: lock\n")
            #expect(try await ask(["device", "remove", "Mac"]).output == "Removed the device Mac.\n")
            #expect(try await ask(["device", "Mac"]).code == 77)
            #expect(try await ask(["device", "Tablet"]).output.contains("Android"))
            #expect(try await ask(["device", "show", "Tablet"]).output.contains("Android"))
        }
    }

    @Test("A user is given a password from a file, and another from standard input")
    func passwords() async throws {
        try await Program.withServedLab { person, ask in
            try "Blue-Sky-9\n".write(toFile: "\(person.folder)/password", atomically: true, encoding: .utf8)
            #expect(try await ask(["user", "add", "bela@lab.example", "--password-file", "password"]).code == 0)
            let other = try await ask(["user", "password", "bela@lab.example", "--password-file", "password"])
            #expect(other.output == "bela@lab.example has another password now.\n", "\(other)")
            #expect(try await ask(["user", "list"]).output.contains("bela@lab.example"))
        }
    }

    @Test("A user is made an administrator, and is none any more; the last one stays")
    func administrators() async throws {
        try await Program.withServedLab { person, ask in
            try "Blue-Sky-9\n".write(toFile: "\(person.folder)/password", atomically: true, encoding: .utf8)
            let added = try await ask(["user", "add", "boss@lab.example", "--administrator"])
            #expect(added.output.hasPrefix("Took in boss@lab.example as an administrator: "), "\(added)")
            // Who has no password could not sign in after the owner is none any more.
            let early = try await ask(["user", "administrator", "admin@lab.example", "--remove"])
            #expect(early.code == 77 && early.errors.contains("who can sign in"), "\(early)")
            #expect(try await ask(["user", "password", "boss@lab.example", "--password-file", "password"]).code == 0)
            #expect(try await ask(["user", "add", "bela@lab.example"]).code == 0)
            let given = try await ask(["user", "administrator", "bela@lab.example"])
            #expect(given.output == "bela@lab.example is an administrator now.\n", "\(given)")
            let listed = try await ask(["user", "list", "--json"]).document()
            #expect((listed["administrators"] as? [String])?.count == 3)
            for name in ["bela@lab.example", "admin@lab.example"] {
                let taken = try await ask(["user", "administrator", name, "--remove"])
                #expect(taken.output == "\(name) is no administrator any more.\n", "\(taken)")
            }
            // The API's token was that of the administrator who is none any more.
            let refused = try await ask(["user", "administrator", "bela@lab.example"])
            #expect(refused.code == 77 && refused.errors.contains("scopes"), "\(refused)")
        }
    }

    @Test("With --key-file the key stands where it was asked for, and not in the folder of --state")
    func keyFile() async throws {
        try await Program.withServedLab(["--state", "state", "--key-file", "key"]) { person, _ in
            let folder = "\(person.folder)/.."
            #expect(FileManager.default.fileExists(atPath: "\(folder)/state/tenants.sqlite"))
            #expect(FileManager.default.fileExists(atPath: "\(folder)/key"))
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/state/passcodes.key"))
        }
    }

    @Test("Where it listens for others, its certificate is good for the name by which they come")
    func listen() async throws {
        let options = ["--listen", "0.0.0.0", "--public-url", "https://localhost:1", "--user", "a@lab.example:x"]
        try await Program.withServedLab(options) { _, ask in
            let listed = try await ask(["user", "list"])
            #expect(listed.code == 0, "\(listed.errors)")
        }
    }

    @Test("What cannot be done is told with what to do")
    func refused() async throws {
        try await Program.withServedLab { person, ask in
            try "{}".write(toFile: "\(person.folder)/empty.json", atomically: true, encoding: .utf8)
            for (call, code, text) in Self.refusals {
                let ended = try await ask(call)
                #expect(ended.code == code, "\(call): \(ended.errors)")
                #expect(ended.errors.contains(text), "\(call): \(ended.errors)")
            }
            #expect(try await ask(["group", "list"]).output == "There is no group yet.\n")
            #expect(try await ask(["throttle", "1", "--retry-after", "7"]).code == 0)
            let turnedAway = try await ask(["user", "list"])
            #expect(turnedAway.code == 77 && turnedAway.errors.contains("Try again in 7 s."), "\(turnedAway.errors)")
            #expect(try await ask(["user", "list"]).code == 0)
        }
    }
}
