import Foundation
import Testing

@Suite("Commands for nodes")
struct NodeCommandTests {
    @Test("get prints one value alone, and several with their addresses")
    func get() throws {
        try Understudy.with { understudy in
            let one = try understudy("get", "./DevDetail/SwV")
            #expect(one.code == 0)
            #expect(one.output == "10.0.15063.297\n")
            #expect(one.errors == "")
            let two = try understudy("get", "./DevInfo/Man", "./DevInfo/Mod")
            #expect(two.output == "./DevInfo/Man\tMicrosoftMDG\n./DevInfo/Mod\tLumia 950\n")
            let names = try understudy("get", "./DevInfo")
            #expect(names.output.split(separator: "\n").contains("DevId"))
            let list = try understudy("get", "./DevInfo?list=StructData")
            #expect(list.output.contains("./DevInfo/Lang\ten-US\n"))
        }
    }

    @Test("A node that is missing is told with its status and reason, and the exit code is 1")
    func missing() throws {
        try Understudy.with { understudy in
            let outcome = try understudy("get", "./DevInfo/Nothing")
            #expect(outcome.code == 1)
            #expect(outcome.output == "")
            #expect(outcome.errors.hasPrefix("404 Get: ./DevInfo/Nothing: "))
            let mixed = try understudy("get", "./DevInfo/Man", "./DevInfo/Nothing", "--json")
            #expect(mixed.code == 1)
            #expect(try mixed.list("commands").map { $0["status"] as? Int } == [200, 404])
        }
    }

    @Test("What was added can be read, changed and deleted on the same state")
    func life() throws {
        try Understudy.with { understudy in
            let node = "./Vendor/MSFT/Policy/Config/DeviceLock/DevicePasswordEnabled"
            let result = "./Vendor/MSFT/Policy/Result/DeviceLock/DevicePasswordEnabled"
            let added = try understudy("add", node, "0", "--format", "int", "--state", "phone")
            #expect(added.code == 0)
            #expect(added.output == "200 Add \(node)\n")
            #expect(try understudy("get", node, "--state", "phone").output == "0\n")
            #expect(try understudy("get", result, "--state", "phone").output == "0\n")
            let twice = try understudy("add", node, "0", "--state", "phone")
            #expect(twice.code == 1)
            #expect(twice.errors.hasPrefix("418 Add"))
            #expect(try understudy("replace", node, "1", "--state", "phone").code == 0)
            #expect(try understudy("get", node, "--state", "phone").output == "1\n")
            let refused = try understudy("replace", node, "7", "--state", "phone")
            #expect(refused.code == 1)
            #expect(refused.errors.contains("7"))
            #expect(try understudy("get", node, "--state", "phone").output == "1\n")
            #expect(try understudy("delete", node, "--state", "phone").code == 0)
            #expect(try understudy("delete", node, "--state", "phone").code == 1)
            #expect(try understudy("get", node, "--state", "phone").code == 1)
        }
    }

    @Test("exec locks the phone, and prints the PIN that it made")
    func exec() throws {
        try Understudy.with { understudy in
            #expect(try understudy("exec", "./Vendor/MSFT/RemoteLock/Lock", "--state", "phone").code == 0)
            let status = try understudy("status", "--state", "phone", "--json").object()
            #expect(status["isLocked"] as? Bool == true)
            let refused = try understudy("exec", "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN", "--state", "phone")
            #expect(refused.code == 1)
            #expect(refused.errors.contains("EnablePinRecovery"))
            let profile = Understudy.sample("profiles/lumia-950-not-joined.yaml")
            let reset = try understudy(
                "exec", "./Vendor/MSFT/RemoteLock/LockAndResetPIN", "--device", profile, "--json")
            #expect(reset.code == 0, "\(reset.errors)")
            let nodes = try reset.list("commands").last?["nodes"] as? [[String: Any]]
            let pin = try #require(nodes?.first?["data"] as? String)
            #expect(pin.utf8.count >= 4)
        }
    }

    @Test("tree shows names, formats, access and values")
    func tree() throws {
        try Understudy.with { understudy in
            let info = try understudy("tree", "./DevInfo")
            #expect(info.code == 0)
            #expect(info.output.hasPrefix("DevInfo (node, G)\n"))
            #expect(info.output.contains("  Man (chr, G) = MicrosoftMDG\n"))
            let whole = try understudy("tree")
            #expect(whole.code == 0)
            #expect(whole.output.contains("RemoteLock"))
            #expect(whole.output.contains("User"))
            let all = try understudy("tree", "./Vendor/MSFT/PassportForWork", "--all")
            #expect(all.output.contains("EnablePinRecovery"))
            #expect(all.output.contains("[not there]"))
            let policies = try understudy("tree", "./Vendor/MSFT/Policy/Config/DeviceLock", "--all").output
            #expect(policies.contains("  AllowSimpleDevicePassword (int, ADGR; one of 0 (no), 1 (yes); default 1)"))
            #expect(
                policies.contains("(int, ADGR; 0 to 999; default 0; since 10.0.15063 (1703)) [not there]"),
                "\(policies)")
            let json = try understudy("tree", "./DevDetail", "--json")
            #expect(try json.list("nodes").contains { $0["uri"] as? String == "./DevDetail/SwV" })
            #expect(try understudy("tree", "./Nothing").code == 1)
            #expect(try understudy("tree", "./Vendor/MSFT/PassportForWork", "--all", "--json").code == 0)
        }
    }

    @Test("status tells what a person sees, and the PIN only when asked")
    func status() throws {
        try Understudy.with { understudy in
            let plain = try understudy("status")
            #expect(plain.code == 0)
            for word in [
                "Lumia 950", "10.0.15063.297", "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913", "unlocked", "not ready",
            ] {
                #expect(plain.output.contains(word), "\(word)")
            }
            let pin = try #require(try understudy("status", "--show-pin", "--json").object()["pin"] as? String)
            #expect(!plain.output.contains(pin))
            #expect(try understudy("status", "--show-pin").output.contains(pin))
            #expect(try understudy("status", "--json").object()["pin"] == nil)
        }
    }

    @Test("The phone that status shows of a new folder is the one that is kept there")
    func keptAtOnce() throws {
        try Understudy.with { understudy in
            let shown = try understudy("status", "--state", "phone", "--show-pin", "--json").object()
            let pin = try #require(shown["pin"] as? String)
            #expect(try understudy("lock", "--state", "phone").code == 0)
            #expect(try understudy("unlock", "--pin", pin, "--state", "phone").code == 0)
        }
    }
}

@Suite("What a person does at the phone")
struct PersonCommandTests {
    @Test("Without --state all commands of a person mean the phone in the personal state folder")
    func personal() throws {
        try Understudy.with { understudy in
            #expect(try understudy("set-pin", "--pin", "271828").code == 0)
            #expect(try understudy("lock").code == 0)
            #expect(try understudy("unlock", "--pin", "271829").code == 1)
            let unlocked = try understudy("unlock", "--pin", "271828")
            #expect(unlocked.code == 0)
            #expect(unlocked.output == "The PIN is right: the phone is unlocked.\n")
            let status = try understudy("status", "--state", "xdg/understudy", "--show-pin", "--json")
            #expect(try status.object()["pin"] as? String == "271828")
        }
    }

    @Test("A PIN that the policy refuses is refused with the reason")
    func refused() throws {
        try Understudy.with { understudy in
            let short = try understudy("set-pin", "--pin", "12", "--state", "phone")
            #expect(short.code == 1)
            #expect(short.errors.contains("at least 4"))
            #expect(short.output == "")
            _ = try understudy("lock", "--state", "phone")
            let locked = try understudy("set-pin", "--pin", "271828", "--state", "phone")
            #expect(locked.code == 1)
            #expect(locked.errors.contains("unlock it"))
        }
    }

    @Test("--json tells the same, and the exit codes stay")
    func json() throws {
        try Understudy.with { understudy in
            let set = try understudy("set-pin", "--pin", "271828", "--state", "phone", "--json")
            #expect(set.code == 0)
            #expect(try set.object()["isDone"] as? Bool == true)
            let lock = try understudy("lock", "--state", "phone", "--json")
            #expect(try lock.object()["isLocked"] as? Bool == true)
            let wrong = try understudy("unlock", "--pin", "1111", "--state", "phone", "--json")
            #expect(wrong.code == 1)
            #expect(try wrong.object()["isDone"] as? Bool == false)
            #expect(try understudy("unlock", "--pin", "271828", "--state", "phone", "--json").code == 0)
        }
    }

    @Test("A phone without a PIN cannot be locked")
    func noPIN() throws {
        try Understudy.with { understudy in
            let profile = try String(contentsOfFile: Understudy.sample("profiles/lumia-950-1703.yaml"), encoding: .utf8)
            let file = try understudy.write(profile.replacing("hasPIN: true", with: "hasPIN: false"), to: "p.yaml")
            let lock = try understudy("lock", "--state", "phone", "--device", file)
            #expect(lock.code == 1)
            #expect(lock.errors.contains("set-pin"))
            #expect(try understudy("unlock", "--pin", "1", "--state", "phone", "--device", file).code == 0)
        }
    }
}
