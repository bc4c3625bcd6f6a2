import Certificates
import Enrollment
import Testing

@Suite("What the policy asks of the key (MS-XCEP, protocol.md 6.5)")
struct PolicyTests {
    private static func step(
        form: EnrollmentPlan.RequestForm = .standard, of type: KeyType = .rsa, after response: String
    ) -> EnrollmentStep {
        let plan = Fixtures.plan { plan in
            plan.requestForm = form
            plan.keyType = type
        }
        var (machine, _) = EnrollmentMachine.discovered(plan)
        return machine.receive(.ok(response), at: Fixtures.now)
    }

    @Test("ENR-06: without a policy service the key is asked for at once: RSA 2048, and SHA-1 in the form of Windows")
    func noPolicyService() throws {
        for nothing in ["", "<EnrollmentPolicyServiceUrl/>", "<EnrollmentPolicyServiceUrl i:nil=\"true\"/>"] {
            let response = Server.discoverResponse(urls: nothing)
            let windows = EnrollmentMachine.discovered(Fixtures.plan { $0.requestForm = .windows }, response)
            #expect(windows.step == .needsKey(KeyRequirements(kind: .rsa(bits: 2048), hash: .sha1)))
            // The standard form is for servers whose authority refuses SHA-1.
            let standard = EnrollmentMachine.discovered(Fixtures.plan(), response)
            #expect(standard.step == .needsKey(KeyRequirements(kind: .rsa(bits: 2048), hash: .sha256)))
        }
    }

    @Test(
        "the length of the key is at least what a phone takes by itself",
        arguments: [
            ("<minimalKeyLength>4096</minimalKeyLength>", 4096), ("<minimalKeyLength>1024</minimalKeyLength>", 2048),
            ("<minimalKeyLength> 3072 </minimalKeyLength>", 3072), ("", 2048),
            ("<minimalKeyLength xsi:nil=\"true\"/>", 2048),
        ])
    func keyLength(element: String, bits: Int) {
        #expect(Self.step(after: Server.policiesResponse(length: element)).requirements?.kind == .rsa(bits: bits))
    }

    @Test("who asks for a key of P-256 gets it, with SHA-256, whatever the policy says of RSA's")
    func curve() {
        let expected = KeyRequirements(kind: .p256, hash: .sha256)
        let policies = [
            Server.policiesResponse(length: "<minimalKeyLength>4096</minimalKeyLength>"),
            Server.policiesResponse(oid: "1.3.14.3.2.29"), Server.policiesResponse(oid: "1.2.840.10045.4.3.2"),
        ]
        for response in policies { #expect(Self.step(of: .p256, after: response).requirements == expected) }
        let nothing = Server.discoverResponse(urls: "")
        let plan = Fixtures.plan { $0.keyType = .p256 }
        #expect(EnrollmentMachine.discovered(plan, nothing).step.requirements == expected)
        // A policy that is meant for others is one that cannot be met, still.
        let odd = Server.policiesResponse(oid: "2.16.840.1.101.3.4.2.3")
        #expect(Self.step(of: .p256, after: odd).failure?.code == .unusablePolicy)
    }

    @Test("a length that no key can have is refused", arguments: ["0", "-1", "2047", "65536", "long"])
    func badKeyLength(text: String) {
        let response = Server.policiesResponse(length: "<minimalKeyLength>\(text)</minimalKeyLength>")
        #expect(Self.step(after: response).failure?.code == .unusablePolicy)
    }

    @Test(
        "the hash is the one whose number the list has for the reference",
        arguments: [
            ("1.3.14.3.2.29", .sha1), ("1.3.14.3.2.26", .sha1), ("1.2.840.113549.1.1.5", .sha1),
            ("1.2.840.113549.1.1.11", .sha256), ("2.16.840.1.101.3.4.2.1", .sha256), ("1.2.840.10045.4.3.2", .sha256),
        ] as [(String, HashAlgorithm)])
    func hash(oid: String, hash: HashAlgorithm) {
        #expect(Self.step(after: Server.policiesResponse(oid: oid)).requirements?.hash == hash)
        // Only SHA-1 was seen in the form of Windows.
        #expect(Self.step(form: .windows, after: Server.policiesResponse(oid: oid)).requirements?.hash == .sha1)
    }

    @Test("a reference to nothing in the list leaves the hash open", arguments: ["", "7"])
    func openHash(reference: String) {
        let response = Server.policiesResponse(reference: reference, oid: "1.3.14.3.2.29")
        #expect(Self.step(after: response).requirements?.hash == .sha256)
    }

    @Test("a hash that the phone does not have is refused by its number")
    func unknownHash() throws {
        let failure = try #require(Self.step(after: Server.policiesResponse(oid: "2.16.840.1.101.3.4.2.3")).failure)
        #expect(failure.code == .unusablePolicy)
        #expect(failure.message.contains("2.16.840.1.101.3.4.2.3"))
        #expect(failure.phase == .policy)
    }
}
