import Agent
import Certificates
import Lab
import LabSupport
import ManagementTree
import Notation
import PINReset
import SimulatedPhone
import SyncML
import Testing
import Wire

/// What a server does with the phone's certificates, over real sockets.
@Suite("Certificates by the server")
struct CertificateConversationTests {
    private static let renew = "./Vendor/MSFT/CertificateStore/My/WSTEP/Renew"

    @Test("A server changes the renewal settings in an Atomic, and the phone renews by them")
    func renewalSettings() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            let old = await conversation.agent.phone.certificates.enrollmentIdentity?.thumbprint
            func next() async -> AgentSchedule? {
                var phone = await conversation.agent.phone
                // Polls are due all the time.
                phone.setAccountValue(.int(100_000_000), at: ["Poll", "IntervalForFirstSetOfRetries"])
                return AgentSchedule.next(of: phone, now: conversation.clock.now())
            }
            let before = try #require(await next())
            #expect(before.duty != .renewCertificate || before.due > conversation.clock.now())
            let entries = try await conversation.ask(
                .container(
                    .atomic,
                    [
                        .replace(Self.renew + "/ROBOSupport", "true", format: .bool),
                        .replace(Self.renew + "/RenewPeriod", "1000", format: .int),
                        .replace(Self.renew + "/RetryInterval", "3", format: .int),
                    ]))
            #expect(entries.first?.codes == [200, 200, 200, 200])
            let after = try #require(await next())
            #expect(after.duty == .renewCertificate && after.due <= conversation.clock.now())
            try await conversation.agent.renew()
            #expect(await conversation.agent.phone.certificates.enrollmentIdentity?.thumbprint != old)
            #expect(try await conversation.value(of: Self.renew + "/Status") == "2")
            // By these the server knows the phone again under its new certificate.
            let account = try #require(await conversation.agent.phone.enrolled?.account.providerID)
            let signed = try await conversation.value(
                of: "./Vendor/MSFT/DMClient/Provider/\(account)/SignedEntDMID")
            #expect(signed.flatMap { Base64.decode($0) }?.count == 256)
            let time = try await conversation.value(
                of: "./Vendor/MSFT/DMClient/Provider/\(account)/CertRenewTimeStamp")
            #expect(time?.utf8.count == 16 && time?.hasSuffix("Z") == true)
            #expect(
                try await conversation.value(of: "./Vendor/MSFT/CertificateStore/My/WSTEP/CertThumbprint")
                    == conversation.device.thumbprint)
        }
    }

    @Test("RenewNow: the phone renews when the session is over, once")
    func renewNow() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            let old = await conversation.agent.phone.certificates.enrollmentIdentity?.thumbprint
            let entries = try await conversation.ask(.exec(Self.renew + "/RenewNow"))
            #expect(entries.first?.codes == [202])
            let new = await conversation.agent.phone.certificates.enrollmentIdentity?.thumbprint
            #expect(new != old)
            try await conversation.expectGoodSession()
            #expect(await conversation.agent.phone.certificates.enrollmentIdentity?.thumbprint == new)
        }
    }

    @Test("A renewal that the server asked for and refuses is told, and not tried again until it is asked for")
    func renewNowRefused() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            let fault = LabFault("Authorization", errorType: "NotEligibleToRenew")
            await conversation.setOddities(LabOddities(faults: [.enrollment: fault]))
            let old = await conversation.agent.phone.certificates
            let entries = try await conversation.ask(.exec(Self.renew + "/RenewNow"))
            #expect(entries.first?.codes == [202])
            let phone = await conversation.agent.phone
            #expect(phone.certificates == old && phone.enrolled?.renewal.status == .failed)
            #expect(phone.jobs.isEmpty)
            try await conversation.expectGoodSession()
        }
    }

    /// Where the root goes; nil for nowhere.
    @Test(
        "A root that a server installs is trusted by later sessions, and no other is",
        arguments: [
            nil, "./Vendor/MSFT/RootCATrustedCertificates/Root", "./Vendor/MSFT/CertificateStore/Root/System",
            "./Vendor/MSFT/RootCATrustedCertificates/TrustedPeople",
        ])
    func root(_ store: String?) async throws {
        let authority = try LabAuthority.make(named: "Contoso Root", now: LabSources.system.now())
        let root = try ParsedCertificate(der: authority.certificate)
        try await LabServer.withServer(LabConfiguration(), authority: authority, logger: Conversation.quiet) { other in
            try await Conversation.with { conversation in
                try await conversation.enroll()
                if let store {
                    let leaf = "\(store)/\(root.thumbprint)/EncodedCertificate"
                    #expect(
                        try await conversation.ask(.add(leaf, Base64.encode(root.der), format: .b64)).first?.codes == [
                            200
                        ])
                }
                var phone = await conversation.agent.phone
                phone.enrolled?.account.addresses = [other.managementURL]
                let agent = DeviceAgent(
                    phone, store: nil, exchanges: conversation.tap,
                    configuration: AgentConfiguration(pinResetService: .granted), clock: conversation.clock,
                    logger: Conversation.quiet)
                // The other server knows no such phone, which it can only say to one that has spoken with it.
                let error = await #expect(throws: AgentError.self) { try await agent.sync() }
                let isTrusted = store?.hasSuffix("People") == false
                #expect((error?.code != .noAnswer(.untrustedServer)) == isTrusted, "\(String(describing: error))")
            }
        }
    }
}
