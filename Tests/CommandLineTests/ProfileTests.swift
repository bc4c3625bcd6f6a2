import Foundation
import SimulatedPhone
import Testing
import Yams

@Suite("Phone profiles in Samples")
struct ProfileTests {
    /// The usual one first.
    static let names = [
        "lumia-950-1703", "desktop-1703", "desktop-1709", "hp-elite-x3-1709", "lumia-650-1703", "lumia-950-1607",
        "lumia-950-1709", "lumia-950-not-joined",
    ]
    static let withoutRecovery = ["lumia-950-1607", "lumia-950-not-joined", "desktop-1703", "desktop-1709"]

    static func profile(_ name: String) throws -> PhoneProfile {
        let data = try Data(contentsOf: URL(filePath: Understudy.sample("profiles/\(name).yaml")))
        return try YAMLDecoder().decode(PhoneProfile.self, from: data)
    }

    @Test("Every profile is one, bears its file's name and has nodes", arguments: names)
    func decoded(_ name: String) throws {
        let profile = try Self.profile(name)
        #expect(profile.name == name)
        _ = try Blueprint(profile: profile)
    }

    @Test("No profile in the folder is missing here")
    func complete() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Understudy.sample("profiles"))
        #expect(files.sorted() == Self.names.map { "\($0).yaml" }.sorted())
    }

    @Test("The file of the default says the same as the one that is built in")
    func builtIn() throws {
        #expect(try Self.profile("lumia-950-1703") == .lumia950)
    }

    /// A profile, an address, and the exit code of a Get.
    static let nodes: [(profile: String, uri: String, code: Int32)] = [
        ("lumia-950-1703", "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN", 0),
        ("lumia-950-1607", "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN", 1),
        ("lumia-950-1607", "./Vendor/MSFT/RemoteLock/LockAndResetPIN", 0),
        ("lumia-950-not-joined", "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN", 0),
        ("desktop-1703", "./Vendor/MSFT/RemoteLock/Lock", 1),
        ("desktop-1703", "./Vendor/MSFT/RemoteLock", 1),
        ("desktop-1703", "./DevDetail/SwV", 0),
        ("lumia-950-1703", "./Vendor/MSFT/PassportForWork/DynamicLock", 1),
        ("lumia-950-1709", "./Vendor/MSFT/PassportForWork/DynamicLock", 0),
        ("lumia-650-1703", "./Vendor/MSFT/DeviceStatus/DomainName", 1),
        ("hp-elite-x3-1709", "./Vendor/MSFT/DeviceStatus/DomainName", 0),
        ("hp-elite-x3-1709", "./Vendor/MSFT/RemoteLock/LockAndRecoverPIN", 0),
        ("desktop-1703", "./Vendor/MSFT/DeviceStatus/DeviceGuard/LsaCfgCredGuardStatus", 1),
        ("desktop-1709", "./Vendor/MSFT/DeviceStatus/DeviceGuard/LsaCfgCredGuardStatus", 0),
    ]

    @Test("A device has the nodes of its build and edition", arguments: nodes)
    func hasNode(_ row: (profile: String, uri: String, code: Int32)) throws {
        try Understudy.with { understudy in
            let file = Understudy.sample("profiles/\(row.profile).yaml")
            let outcome = try understudy("get", row.uri, "--device", file)
            #expect(outcome.code == row.code, "\(outcome.errors)")
        }
    }

    /// A profile, a policy that is set true, and a word of the note that it has no effect; nil for one that has.
    static let sensors: [(profile: String, policy: String, word: String?)] = [
        ("lumia-950-1703", "UseBiometrics", nil), ("lumia-650-1703", "UseBiometrics", "no sensor"),
        ("hp-elite-x3-1709", "UseBiometrics", nil),
        ("hp-elite-x3-1709", "FacialFeaturesUseEnhancedAntiSpoofing", "no camera"),
        ("desktop-1703", "FacialFeaturesUseEnhancedAntiSpoofing", nil),
    ]

    @Test("Of what a device has no sensor for nothing comes", arguments: sensors)
    func sensor(_ row: (profile: String, policy: String, word: String?)) throws {
        try Understudy.with { understudy in
            let uri = "./Vendor/MSFT/PassportForWork/Biometrics/\(row.policy)"
            let outcome = try understudy("replace", uri, "true", "--device", row.profile)
            #expect(outcome.code == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains("no effect") == (row.word != nil))
            #expect(row.word.map { outcome.errors.contains($0) } ?? true, "\(outcome.errors)")
        }
    }

    @Test("Each device is named without a path, list tells the names, and a slip gets the nearest")
    func named() throws {
        try Understudy.with { understudy in
            for name in Self.names {
                let build = try Self.profile(name).build
                #expect(try understudy("get", "./DevDetail/SwV", "--device", name).output == "\(build)\n")
            }
            let list = try understudy("get", "./DevDetail/SwV", "--device", "list")
            #expect(list.code == 0)
            #expect(list.output.split(separator: "\n").map { $0.prefix { $0 != " " } } == Self.names.map { $0[...] })
            for (slip, meant) in [("lumia-950-1730", "lumia-950-1703"), ("hp-elite", "hp-elite-x3-1709")] {
                let outcome = try understudy("get", "./DevDetail/SwV", "--device", slip)
                #expect(outcome.code == 64 && outcome.errors.contains("did you mean \(meant)?"), "\(outcome.errors)")
            }
        }
    }

    @Test("A phone that is kept is brought to another build, and stays there")
    func updated() throws {
        try Understudy.with { understudy in
            let kept = ["--device", "lumia-950-1703", "--state", "phone"]
            func get(_ uri: String, _ options: String...) throws -> Understudy.Outcome {
                try understudy.run(["get", uri] + options)
            }
            let lock = "./Vendor/MSFT/PassportForWork/DynamicLock"
            #expect(try understudy.run(["set-pin", "--pin", "271828"] + kept).code == 0)
            #expect(try get(lock, "--state", "phone").code == 1)
            #expect(try understudy.run(["get", lock, "--build", "1709"] + kept).code == 0)
            #expect(try get("./DevDetail/SwV", "--state", "phone").output == "10.0.15254.1\n")
            #expect(try understudy.run(["get", lock, "--build", "1709"] + kept).code == 0)
            // Without the build the name says another phone than the one that is kept now.
            let refused = try understudy.run(["get", lock] + kept)
            #expect(refused.code == 64 && refused.errors.contains("--build"), "\(refused.errors)")
            #expect(try understudy("status", "--state", "phone").output.contains("10.0.15254.1"))
        }
    }

    /// Options, an address, and what comes out.
    static let stoodIn: [(options: [String], uri: String, output: String)] = [
        (["--build", "1709"], "./DevDetail/SwV", "10.0.15254.1"),
        (["--build", "1709", "--edition", "Pro"], "./DevDetail/SwV", "10.0.16299.1"),
        (["--edition", "Mobile-Enterprise"], "./Vendor/MSFT/DeviceStatus/OS/Edition", "Mobile Enterprise"),
        (["--edition", "0x79"], "./Vendor/MSFT/DeviceStatus/OS/Edition", "Education"),
        (["--edition", "education", "--build", "11-23H2"], "./DevDetail/SwV", "10.0.22631.2428"),
        (["--edition", "Enterprise"], "./DevInfo/Mod", "Surface Pro"),
        (["--edition", "Enterprise", "--device", "desktop-1703"], "./DevInfo/Mod", "Surface Book"),
    ]

    @Test("Build and edition are chosen apart from the model", arguments: stoodIn)
    func chosen(_ row: (options: [String], uri: String, output: String)) throws {
        try Understudy.with { understudy in
            let outcome = try understudy.run(["get", row.uri] + row.options)
            #expect(outcome.output == row.output + "\n", "\(outcome.errors)")
        }
    }

    @Test(
        "A build or an edition that is none is a wrong call that says how to write it",
        arguments: [["--build", "1704"], ["--build", "ten"], ["--edition", "Ultimate"]])
    func refused(_ options: [String]) throws {
        try Understudy.with { understudy in
            let outcome = try understudy.run(["get", "./DevDetail/SwV"] + options)
            #expect(outcome.code == 64)
            let says = ["22H2", "Mobile-Enterprise"].contains { outcome.errors.contains($0) }
            #expect(says, "\(outcome.errors)")
        }
    }

    @Test("Every profile works with every kind of command", arguments: names)
    func commands(_ name: String) throws {
        try Understudy.with { understudy in
            let file = Understudy.sample("profiles/\(name).yaml")
            let profile = try Self.profile(name)
            #expect(try understudy("get", "./DevDetail/SwV", "--device", file).output == "\(profile.build)\n")
            #expect(try understudy("tree", "--device", file).code == 0)
            #expect(try understudy("status", "--device", file).output.contains(profile.model))
            #expect(try understudy("set-pin", "--pin", "271828", "--state", "phone", "--device", file).code == 0)
            // The folder keeps the profile.
            #expect(try understudy("get", "./DevDetail/SwV", "--state", "phone").output == "\(profile.build)\n")
        }
    }

    @Test("PIN recovery is refused where the device has none", arguments: withoutRecovery)
    func noRecovery(_ name: String) throws {
        try Understudy.with { understudy in
            let file = Understudy.sample("profiles/\(name).yaml")
            let outcome = try understudy("apply", Understudy.sample("syncml/recover-pin.xml"), "--device", file)
            #expect(outcome.code == 1)
            #expect(RecoverPINTests.newPIN(in: outcome.output) == nil)
        }
    }
}
