import Foundation
import Testing

/// What `status`, `tree` and `explain` tell of policies and nodes.
@Suite("Status and explain")
struct StatusTests {
    private static let deviceLock = "./Device/Vendor/MSFT/Policy/Config/DeviceLock/"
    private static let complexity =
        "./Device/Vendor/MSFT/PassportForWork/7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913/Policies/PINComplexity/"

    @Test("Every policy that was written and has no effect is named, with why")
    func ineffective() throws {
        try Understudy.with { understudy in
            let rows = """
                \(Self.deviceLock)MinDevicePasswordLength,Integer,8
                \(Self.deviceLock)MinDevicePasswordComplexCharacters,Integer,3
                \(Self.complexity)MinimumPINLength,Integer,9
                \(Self.complexity)MaximumPINLength,Integer,6
                ./Device/Vendor/MSFT/PassportForWork/TenantId/Policies/EnablePinRecovery,Boolean,true
                """
            #expect(try understudy("apply", "-", "--state", "phone", input: rows).code == 0)
            let text = try understudy("status", "--state", "phone").output
            #expect(
                text.contains("MinDevicePasswordLength = 8\n    no effect: it counts only with DevicePasswordEnabled"))
            #expect(text.contains("MinDevicePasswordComplexCharacters = 3\n    no effect"))
            let lengths = "MinimumPINLength = 9\n    no effect: MinimumPINLength 9 is not below MaximumPINLength 6"
            #expect(text.contains(lengths))
            #expect(text.contains("EnablePinRecovery = true\n    no effect: 'TenantId' is no id of a tenant"))
            let json = try understudy("status", "--state", "phone", "--json").object()
            #expect((json["policyNotes"] as? [[String: String]])?.count == 5)
        }
    }

    @Test("The rule that decides over a character class is named beside it")
    func classes() throws {
        try Understudy.with { understudy in
            _ = try understudy("replace", Self.complexity + "LowercaseLetters", "0", "--state", "phone")
            let allowed = try understudy("status", "--state", "phone").output
            #expect(allowed.contains("lower-case letters: forbidden (Windows default of digits only, which"))
            _ = try understudy("replace", Self.complexity + "LowercaseLetters", "2", "--state", "phone")
            let forbidden = try understudy("status", "--state", "phone").output
            #expect(
                forbidden.contains(
                    "upper-case letters: allowed (no rule of its own; PassportForWork ./Device LowercaseLetters ends"))
        }
    }

    @Test("What a server has done to the phone is seen: it rang, it traces, and has connections")
    func sights() throws {
        try Understudy.with { understudy in
            let root = "./Vendor/MSFT"
            _ = try understudy("exec", "\(root)/RemoteRing/Ring", "--state", "phone")
            _ = try understudy("add", "\(root)/DiagnosticLog/EtwLog/Collectors/MDM", "--state", "phone")
            let control = "\(root)/DiagnosticLog/EtwLog/Collectors/MDM/TraceControl"
            #expect(try understudy("exec", control, "START", "--state", "phone").code == 0)
            _ = try understudy("replace", "\(root)/EnterpriseAPN/Work/APNName", "work.contoso", "--state", "phone")
            let proxy = "\(root)/NetworkProxy/ProxyServer/ProxyAddress"
            #expect(try understudy("replace", proxy, "proxy.contoso.example:8080", "--state", "phone").code == 0)
            let text = try understudy("status", "--state", "phone").output
            #expect(text.contains("EnterpriseAPN: has the cellular connection Work by the access point work.contoso"))
            #expect(text.contains("NetworkProxy: uses the proxy proxy.contoso.example:8080"))
            #expect(text.contains("RemoteRing: has rung once, last at 20"))
            #expect(text.contains("DiagnosticLog: traces MDM since 20"))
            #expect(!text.contains("RemoteRing remembers"))
            let json = try understudy("status", "--state", "phone", "--json").object()
            let seen = (json["sights"] as? [[String: String]])?.map { $0["csp"] }
            #expect(seen == ["RemoteRing", "DiagnosticLog", "EnterpriseAPN", "NetworkProxy"])
        }
    }

    @Test("PIN recovery is ready only where the PIN reset service would give a ticket")
    func recovery() throws {
        try Understudy.with { understudy in
            let sample = Understudy.sample("settings/reset-passcode.json")
            #expect(try understudy("apply", sample, "--state", "phone").code == 0)
            #expect(try understudy("status", "--state", "phone").output.contains("PIN recovery: ready"))
            let denied = try understudy("status", "--state", "phone", "--pin-reset-service", "denied").output
            #expect(denied.contains("PIN recovery: not ready: the PIN reset service would give no ticket"))
            let profile = try String(contentsOfFile: Understudy.sample("profiles/lumia-950-1703.yaml"), encoding: .utf8)
            let file = try understudy.write(
                profile.replacing(
                    "joined:\n", with: "joined:\n  consentedApplications: [b8456c59-1230-44c7-a4a2-99b085333e84]\n"),
                to: "one.yaml")
            #expect(try understudy("apply", sample, "--state", "one", "--device", file).code == 0)
            let one = try understudy("status", "--state", "one").output
            #expect(
                one.contains("Microsoft Pin Reset Client Production (9115dd05-fad5-4f9c-acc7-305d08b1b04e)"), "\(one)")
            let old = Understudy.sample("profiles/lumia-950-1607.yaml")
            let text = try understudy("status", "--state", "old", "--device", old).output
            #expect(text.contains("the node came with build 10.0.15063"))
        }
    }

    @Test("Two phones of one seed have the same status but for what was written to one of them")
    func comparable() throws {
        try Understudy.with { understudy in
            func status(_ folder: String) throws -> [String: Data] {
                try understudy("status", "--state", folder, "--seed", "5", "--json").object().mapValues { value in
                    try JSONSerialization.data(withJSONObject: [value], options: .sortedKeys)
                }
            }
            #expect(try status("a") == status("b"))
            _ = try understudy("replace", Self.complexity + "MinimumPINLength", "6", "--state", "b", "--seed", "5")
            let (first, second) = (try status("a"), try status("b"))
            let changed = first.keys.filter { first[$0] != second[$0] }
            #expect(changed.sorted() == ["pinRules", "pinViolations"])
        }
    }

    @Test("tree and explain tell range, values with their meaning, default and since when")
    func nodes() throws {
        try Understudy.with { understudy in
            let tree = try understudy("tree", "./Vendor/MSFT/PassportForWork", "--all").output
            #expect(tree.contains("MinimumPINLength (int, ADGR; 4 to 127"), "\(tree)")
            #expect(tree.contains("0 (allowed), 1 (at least one required), 2 (forbidden)"))
            #expect(tree.contains("EnablePinRecovery (bool, ADGR") && tree.contains("since 10.0.15063 (1703)"))
            let known = try understudy("explain", Self.complexity + "MinimumPINLength").output
            for line in [
                "  format:     int", "  access:     Add, Delete, Get, Replace", "  scope:      ./Device, ./User",
                "  allowed:    4 to 127", "  here:       not there",
            ] {
                #expect(known.contains(line + "\n"), "\(line) in \(known)")
            }
            let unknown = try understudy("explain", "./Vendor/MSFT/HotSpot")
            #expect(unknown.code == 1 && unknown.errors.contains("give a folder with its DDF file by --ddf"))
            let json = try understudy("explain", "./DevInfo/Man", "--json").object()
            let node = try #require((json["nodes"] as? [[String: Any]])?.first)
            #expect(node["value"] as? String == "MicrosoftMDG" && node["isPresent"] as? Bool == true)
        }
    }
}
