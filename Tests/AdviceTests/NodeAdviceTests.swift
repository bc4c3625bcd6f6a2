import Advice
import ManagementTree
import Notation
import SimulatedPhone
import Synchronization
import Testing

@Suite("What a node is")
struct NodeAdviceTests {
    @Test("Description, access, format, default, since, scopes, CSP and document")
    func facts() throws {
        let sample = try Sample()
        let node = try #require(sample.adviser.node(AddressAdviceTests.right, in: sample.phone, sample.environment))
        #expect(node.description?.contains("PIN reset service") == true)
        #expect(node.csp.name == "PassportForWork" && node.platforms == [.phone, .desktop])
        #expect(node.csp.document == "Microsoft, PassportForWork CSP (passportforwork-csp)")
        #expect(node.format == "bool" && node.access == ["Add", "Delete", "Get", "Replace"])
        #expect(node.defaultValue == "False" && node.since == "10.0.15063 (1703)")
        #expect(node.scopes == ["./Device", "./User"] && node.allowed == "true, false")
        #expect(node.isPresent == false && node.children.isEmpty)
    }

    @Test("Every node of a CSP has a description, its own or one of what is known")
    func descriptions() throws {
        let sample = try Sample()
        for csp in CommandTrialTests.csps {
            for address in sample.addresses(below: csp) {
                let node = try #require(
                    sample.adviser.node(address, in: sample.phone, sample.environment), "\(address)")
                #expect(node.description?.isEmpty == false, "\(address)")
                #expect(node.csp.document != nil, "\(address)")
            }
        }
    }

    @Test("Values of a list come with their meaning")
    func values() throws {
        let sample = try Sample()
        let address = "./Vendor/MSFT/PassportForWork/\(Sample.tenant)/Policies/PINComplexity/UppercaseLetters"
        let node = try #require(sample.adviser.node(address, in: sample.phone, sample.environment))
        #expect(node.values.map(\.value) == ["0", "1", "2"])
        #expect(node.values.map(\.meaning) == ["allowed", "at least one required", "forbidden"])
    }

    @Test("Interior nodes list their children, so many levels as are asked for")
    func children() throws {
        let sample = try Sample()
        func node(_ depth: Int) throws -> NodeAdvice {
            try #require(
                sample.adviser.node(
                    "./Vendor/MSFT/PassportForWork", in: sample.phone, sample.environment, depth: depth))
        }
        #expect(try node(0).children.isEmpty)
        #expect(try node(1).children.map(\.name).contains("{TenantId}"))
        #expect(try node(1).children.allSatisfy(\.children.isEmpty))
        #expect(try node(2).children.first { $0.name == "{TenantId}" }?.children.map(\.name) == ["Policies"])
        let provider = try #require(
            sample.adviser.node("./Vendor/MSFT/DMClient/Provider", in: sample.phone, sample.environment))
        #expect(provider.children.map(\.name) == ["{ProviderID}", "MS DM Server"])
    }

    @Test("Only the file of the CSP that is asked for is read; a search reads all")
    func files() throws {
        let reads = Mutex(0)
        let spy = Mount(scope: .device, parent: ["Vendor", "MSFT"], name: "Spy") {
            reads.withLock { $0 += 1 }
            return NodeDescription(name: "Spy")
        }
        let blueprint = try Blueprint(profile: .lumia950, files: [spy])
        let environment = PhoneEnvironment(now: Instant(seconds: 0))
        let phone = Phone(fresh: blueprint, seed: 1, now: environment.now)
        let adviser = Adviser(blueprint)
        for address in [AddressAdviceTests.right, "./Vendor/MSFT", ".", "./DevInfo/Man", "./Vendor/MSFT/Policy/Config"]
        {
            _ = adviser.address(address, on: phone)
            _ = adviser.node(address, in: phone, environment)
        }
        // A slip is found without it too.
        _ = adviser.address("./Vendor/MSFT/PasportForWork/x/Policies/EnablePinRecovry", on: phone)
        #expect(reads.withLock { $0 } == 0)
        #expect(adviser.search(["spy"]).first?.address == "./Vendor/MSFT/Spy")
        #expect(reads.withLock { $0 } == 1)
    }

    /// An address, since when it is deprecated (empty where that is not known, nil where it is not), whether it is sent in an
    /// Atomic, and its default.
    static let marks: [(address: String, deprecated: String?, isInAtomic: Bool, value: String?)] = [
        ("./Vendor/MSFT/Contoso/Old", "10.0.22000 (11 21H2)", false, nil),
        ("./Vendor/MSFT/Contoso/Old/Below", "10.0.22000 (11 21H2)", false, nil),
        ("./Vendor/MSFT/PassportForWork/UseBiometrics", "", false, "False"),
        ("./Vendor/MSFT/PassportForWork/Biometrics/UseBiometrics", nil, false, "False"),
        ("./Vendor/MSFT/VPNv2/Office/NativeProfile/Servers", nil, true, nil),
        ("./Vendor/MSFT/Policy/Config/DeviceLock/MinDevicePasswordLength", nil, true, "4"),
        ("./Vendor/MSFT/Policy/Result/DeviceLock/MinDevicePasswordLength", nil, false, "4"),
        ("./Vendor/MSFT/Policy/Config/DeviceLock/ScreenTimeoutWhileLocked", nil, false, "10"),
    ]

    @Test("Whether it is deprecated, is written in an Atomic, and what is in force by itself", arguments: marks)
    func mark(_ row: (address: String, deprecated: String?, isInAtomic: Bool, value: String?)) throws {
        let sample = try Sample(.lumia950, adding: Self.old)
        let node = try #require(sample.adviser.node(row.address, in: sample.phone, sample.environment))
        #expect(node.isDeprecated == (row.deprecated != nil) && node.deprecatedSince ?? "" == row.deprecated ?? "")
        #expect(node.isWrittenInAtomic == row.isInAtomic && node.defaultValue == row.value)
    }

    private static let old = Mount(scope: .device, parent: ["Vendor", "MSFT"], name: "Contoso") {
        let below = NodeDescription(name: "Below", access: [.get, .replace], format: .chr)
        let since = Deprecation(since: BuildVersion("10.0.22000"))
        let old = NodeDescription(name: "Old", deprecation: since, children: [below])
        return NodeDescription(name: "Contoso", children: [old])
    }

    @Test("An example of what is to stand in an Atomic stands in one")
    func exampleInAtomic() async throws {
        let commands = try await Sample().commands("./Vendor/MSFT/Policy/Config/DeviceLock/DevicePasswordEnabled")
        let replace = try #require(commands.first { $0.command == "Replace" })
        #expect(replace.status == 200 && replace.example?.contains("<Atomic>") == true)
        let camera = try await Sample().commands("./Vendor/MSFT/Policy/Config/Camera/AllowCamera")
        #expect(camera.first { $0.command == "Replace" }?.example?.contains("<Atomic>") == false)
    }

    @Test("A node of another build or edition is told with why this phone does not have it")
    func notHere() throws {
        var profile = PhoneProfile.lumia950
        profile.build = "10.0.14393.0"
        let sample = try Sample(profile)
        let node = try #require(sample.adviser.node(AddressAdviceTests.right, in: sample.phone, sample.environment))
        #expect(node.obstacle?.contains("10.0.15063") == true && node.isPresent == false)
        let advice = sample.advice(AddressAdviceTests.right)
        #expect(advice.isKnown && advice.reason != nil)
    }
}

@Suite("Looking for nodes by words")
struct NodeSearchTests {
    /// Words, and the address that comes first.
    static let searches: [(words: [String], first: String)] = [
        (["EnablePinRecovery"], "./Vendor/MSFT/PassportForWork/{TenantId}/Policies/EnablePinRecovery"),
        (["pin", "recovery"], "./Vendor/MSFT/PassportForWork/{TenantId}/Policies/EnablePinRecovery"),
        (["pin recovery"], "./Vendor/MSFT/PassportForWork/{TenantId}/Policies/EnablePinRecovery"),
        (["lock", "reset"], "./Vendor/MSFT/RemoteLock/LockAndResetPIN"),
        (["dowipe"], "./Vendor/MSFT/RemoteWipe/doWipe"),
    ]

    @Test("The node that has the words in its name comes first", arguments: searches)
    func search(_ row: (words: [String], first: String)) throws {
        #expect(try Sample().adviser.search(row.words).first?.address == row.first)
    }

    @Test("Words of a description find the node, and words that no node has find nothing")
    func descriptions() throws {
        let adviser = try Sample().adviser
        #expect(adviser.search(["service", "container"]).contains { $0.address.hasSuffix("/EnablePinRecovery") })
        #expect(
            adviser.search(["pin", "unicorn"]).isEmpty && adviser.search([]).isEmpty && adviser.search([" "]).isEmpty)
    }

    @Test("A passcode is found under the name that Windows has for it")
    func passcode() throws {
        let hits = try Sample().adviser.search(["passcode"])
        #expect(hits.contains { $0.address.hasSuffix("RemoteLock/LockAndRecoverPIN") })
    }

    @Test("A node of both scopes is found once")
    func scopes() throws {
        let hits = try Sample().adviser.search(["EnablePinRecovery"])
        #expect(hits.count == 1 && hits.first?.scopes == [.device, .user])
    }
}
