import Testing

/// What people get wrong, and what the program tells them.
@Suite("Slips")
struct SlipTests {
    /// A line that is put into a profile, and what the error names.
    static let profileSlips: [(line: String, named: String)] = [
        ("enroled: yes", "enroled is not known"),
        ("deviceName2: Front desk", "deviceName2 is not known"),
    ]

    @Test("A key of a profile that is not known is an error with its line", arguments: profileSlips)
    func unknownKey(_ slip: (line: String, named: String)) throws {
        try Understudy.with { understudy in
            let profile = try Understudy.text(of: "profiles/lumia-950-1703.yaml")
            let file = try understudy.write("\(slip.line)\n\(profile)", to: "phone.yaml")
            let outcome = try understudy("status", "--device", file)
            #expect(outcome.code == 65)
            #expect(outcome.errors.contains("phone.yaml:1: the key \(slip.named)"))
        }
    }

    @Test("A tenant in a profile that is no GUID is an error")
    func tenant() throws {
        try Understudy.with { understudy in
            let profile = try Understudy.text(of: "profiles/lumia-950-1703.yaml")
            let broken = profile.replacing("7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913", with: "contoso")
            let file = try understudy.write(broken, to: "phone.yaml")
            let outcome = try understudy("status", "--device", file)
            #expect(outcome.code == 65)
            #expect(outcome.errors.contains("joined.tenant: contoso is not a GUID"))
        }
    }

    @Test("The values that may be given are listed a line each; what was given cannot steer the terminal")
    func choices() throws {
        try Understudy.with { understudy in
            let outcome = try understudy("demo", "--fail", "x\u{1B}[31m")
            #expect(outcome.code == 64)
            #expect(outcome.errors.contains(":\n  - no-consent\n  - one-consent\n"), "\(outcome.errors)")
            #expect(!outcome.errors.contains("\u{1B}") && !outcome.errors.contains("\\n"))
            let oddities = try understudy("lab", "serve", "--oddity", "help")
            #expect(oddities.code == 0)
            #expect(oddities.output.split(separator: "\n").contains("slow=MILLISECONDS"))
        }
    }

    @Test("Damaged WBXML is refused with the place where it breaks off")
    func damagedBinary() throws {
        try Understudy.with { understudy in
            let outcome = try understudy("apply", "-", input: "\u{02}\u{01}j")
            #expect(outcome.code == 65)
            #expect(outcome.errors.contains("standard input: byte offset"))
        }
    }

    @Test("A status that is not success is pointed at where nobody asked for reasons")
    func hint() throws {
        try Understudy.with { understudy in
            let sample = Understudy.sample("syncml/missing-path.xml")
            let plain = try understudy("apply", sample)
            #expect(plain.errors.contains("--explain tells why"))
            let explained = try understudy("apply", sample, "--explain")
            #expect(explained.errors.contains("--explain tells why") == false)
        }
    }

    @Test("A recovery that fails prints no PIN")
    func failedRecovery() throws {
        try Understudy.with { understudy in
            let outcome = try understudy("exec", "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN")
            #expect(outcome.code == 1)
            #expect(outcome.output == "")
        }
    }

    @Test("A wiped phone still shows its tree, and a person's command says which phone it used")
    func wiped() throws {
        try Understudy.with { understudy in
            let policy = "./Vendor/MSFT/Policy/Config/DeviceLock"
            let locked = try understudy("lock")
            #expect(locked.errors.contains("using the phone in"))
            let state = "\(understudy.folder)/xdg/understudy"
            for (name, value) in [("DevicePasswordEnabled", "0"), ("MaxDevicePasswordFailedAttempts", "1")] {
                let replaced = try understudy("replace", "\(policy)/\(name)", value, "--state", state)
                #expect(replaced.code == 0)
            }
            let outcome = try understudy("unlock", "--pin", "x", "--state", state)
            #expect(outcome.code == 1)
            #expect(outcome.errors.contains("wiped"))
            let tree = try understudy("tree", "--state", state)
            #expect(tree.code == 0)
            #expect(tree.output.contains("SwV (chr, G)"))
        }
    }

    @Test("What could steer a terminal is shown by its number")
    func controlCharacters() throws {
        try Understudy.with { understudy in
            let outcome = try understudy("get", "./\u{1B}[31mred")
            #expect(outcome.errors.contains("\u{1B}") == false)
            #expect(outcome.errors.contains("\\u{1B}[31mred"))
        }
    }
}
