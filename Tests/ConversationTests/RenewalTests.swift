import Agent
import Certificates
import Enrollment
import Lab
import SimulatedPhone
import Store
import Testing

/// Renewal of the phone's certificate (MS-MDE2 3.5; protocol.md 6.9).
@Suite("Renewal")
struct RenewalTests {
    @Test("The next session shows the new certificate, and the old one is gone")
    func renewal() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            let old = await conversation.agent.phone
            try await conversation.agent.renew()
            let new = await conversation.agent.phone
            #expect(new.enrolled?.account == old.enrolled?.account)
            #expect(new.certificates.enrollmentIdentity?.thumbprint != old.certificates.enrollmentIdentity?.thumbprint)
            #expect(new.certificates.entries.count == old.certificates.entries.count)
            #expect(new.enrolled?.renewal.status == .succeeded)
            // The server lets in who shows the certificate that it gave last.
            #expect(try await conversation.device.thumbprint == new.certificates.enrollmentIdentity?.thumbprint)
            try await conversation.expectGoodSession()
        }
    }

    @Test("The new key is of the sort of the old one, and stays so on disk", arguments: KeyType.allCases)
    func sameSort(_ type: KeyType) async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll { $0.keyType = type }
            let first = try await Self.keptKey(conversation)
            try await conversation.agent.renew()
            let second = try await Self.keptKey(conversation)
            #expect(first.type == type && second.type == type)
            // Keys of RSA take long to make, so that tests share a few.
            #expect(type == .rsa || first != second)
            // What lets the server know the phone again is signed with the old key.
            let node = "./Vendor/MSFT/DMClient/Provider/UnderstudyLab/SignedEntDMID"
            #expect(try await conversation.value(of: node)?.isEmpty == false)
            try await conversation.expectGoodSession()
        }
    }

    /// The key by which the phone shows who it is, as another process would find it.
    private static func keptKey(_ conversation: Conversation) async throws -> SigningKey {
        let kept = try #require(try await conversation.store.load(try conversation.kind.blueprint))
        let identity = try #require(kept.certificates.enrollmentIdentity)
        let key = try SigningKey(der: try #require(identity.privateKey))
        #expect(try ParsedCertificate(der: identity.certificate).matches(key))
        return key
    }

    @Test("REN-02: a phone that may not renew says why, and keeps the certificate that it has")
    func refused() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            let fault = LabFault("Authorization", errorType: "NotEligibleToRenew")
            await conversation.setOddities(LabOddities(faults: [.enrollment: fault]))
            let old = await conversation.agent.phone.certificates
            await #expect(throws: AgentError(.enrollment(.notEligibleToRenew), "")) {
                try await conversation.agent.renew()
            }
            #expect(await conversation.agent.phone.certificates == old)
            let renewal = try #require(await conversation.agent.phone.enrolled?.renewal)
            #expect(renewal.status == .failed && renewal.errorCode == 0x8018_0016)
            try await conversation.expectGoodSession()
        }
    }

    @Test("Without EntDMID a phone does not renew, but where somebody forces it")
    func forced() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            try await conversation.ask(.replace("./Vendor/MSFT/DMClient/Provider/UnderstudyLab/EntDMID", ""))
            let old = try #require(await conversation.agent.phone.certificates.enrollmentIdentity?.thumbprint)
            await #expect(throws: AgentError.self) { try await conversation.agent.renew() }
            #expect(await conversation.agent.phone.certificates.enrollmentIdentity?.thumbprint == old)
            try await conversation.agent.renew(isForced: true)
            #expect(await conversation.agent.phone.certificates.enrollmentIdentity?.thumbprint != old)
            try await conversation.expectGoodSession()
        }
    }

    @Test("A renewal that is cut anywhere leaves the old certificate in use", arguments: [0, 40, 400])
    func cut(_ offset: Int) async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            await conversation.setOddities(LabOddities(cuts: [.discovery: offset]))
            let old = await conversation.agent.phone.certificates
            await #expect(throws: AgentError.self) { try await conversation.agent.renew() }
            #expect(await conversation.agent.phone.certificates == old)
            #expect(await conversation.agent.phone.enrolled?.renewal.status == .failed)
            try await conversation.expectGoodSession()
        }
    }
}
