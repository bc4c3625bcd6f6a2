import Agent
import Enrollment
import Lab
import LabSupport
import Notation
import Session
import SimulatedPhone
import Testing
import Wire
import SyncML

/// Requests as Windows makes them: the rows of protocol.md 9.9 that need a connection.
@Suite("Transport of Windows")
struct WindowsTransportTests {
    @Test("HTP-01: a message goes to the account's address, with the query and the headers of Windows")
    func request() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            try await conversation.expectGoodSession()
            let messages = conversation.tap.messages
            #expect(messages.count == 2)
            for message in messages {
                #expect(message.request.method == .post)
                #expect(message.request.url == conversation.lab.managementURL + "?mode=Maintenance&Platform=WoA")
                #expect(
                    message.request.headers == [
                        "Content-Type": "application/vnd.syncml.dm+xml",
                        "User-Agent": "MSFT OMA DM Client/1.2.0.1",
                        "Accept":
                            "application/vnd.syncml.dm+xml, application/vnd.syncml.dm+wbxml, application/octet-stream",
                        "Accept-Charset": "UTF-8",
                    ])
                #expect(message.text.contains("<Target><LocURI>\(conversation.lab.managementURL)</LocURI></Target>"))
            }
        }
    }

    @Test("HTP-02: where nobody is signed in, the mode is Machine")
    func nobody() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            try await conversation.agent.signIn(.none)
            try await conversation.expectGoodSession()
            let urls = conversation.tap.messages.map(\.request.url)
            #expect(urls.allSatisfy { $0.hasSuffix("?mode=Machine&Platform=WoA") })
            #expect(try await conversation.device.loginStatus == "none")
        }
    }

    @Test("HTP-05: Retry-After is not looked at; the phone waits as its account says")
    func retryAfter() async throws {
        try await Conversation.with(tune: { $0.retryLimit = 2 }) { conversation in
            try await conversation.enroll()
            await conversation.setOddities(LabOddities(statuses: [.management: 429]))
            let begun = conversation.clock.now()
            await #expect(throws: AgentError(.badStatus(429), "")) { try await conversation.agent.sync() }
            // INITIALBACKOFFTIME of the lab's document is 30 s, and the second wait is twice as long.
            #expect(conversation.clock.now() == begun.adding(seconds: 90))
            #expect(conversation.tap.messages.count == 3)
        }
    }

    @Test("HTP-07: with DEFAULTENCODING +wbxml requests are WBXML, and XML is understood all the same")
    func binary() async throws {
        var configuration = LabConfiguration()
        configuration.provisioning.encoding = .wbxml
        try await Conversation.with(configuration) { conversation in
            try await conversation.enroll()
            await conversation.setOddities(LabOddities([.otherEncoding]))
            let value = try await conversation.value(of: "./DevDetail/SwV")
            #expect(value == "10.0.15063.297")
            for message in conversation.tap.messages {
                #expect(message.request.headers.mediaType == "application/vnd.syncml.dm+wbxml")
                #expect(message.request.body.starts(with: [0x02]))
                #expect(message.response?.headers.mediaType == "application/vnd.syncml.dm+xml")
            }
        }
    }

    @Test("HTP-08: the token of Azure AD goes along while its user is signed in")
    func bearer() async throws {
        try await Conversation.with(LabConfiguration(authentication: .federated)) { conversation in
            try await conversation.enroll { $0.credential = .token(Credentials.token) }
            let enrolled = try #require(await conversation.agent.phone.enrolled)
            #expect(enrolled.account.enrollmentType == .device)
            #expect(await conversation.agent.phone.certificates.enrollmentIdentity?.location == .system)
            for (status, field) in [(Phone.LoginStatus.user, "Bearer \(Credentials.token)"), (.others, nil)] {
                let sent = conversation.tap.messages.count
                try await conversation.agent.signIn(status)
                try await conversation.expectGoodSession()
                let fields = conversation.tap.messages.dropFirst(sent).map { $0.request.headers["Authorization"] }
                #expect(!fields.isEmpty && fields.allSatisfy { $0 == field })
            }
            let device = try await conversation.device
            #expect(device.userToken == Credentials.token && device.tenant == Phones.tenant)
        }
    }

    @Test("HTP-10: a server that wants a certificate gets the one of enrolment, and lets nobody else in")
    func certificate() async throws {
        try await Conversation.with { conversation in
            try await conversation.enroll()
            try await conversation.expectGoodSession()
            // The same request over a connection that shows no certificate.
            let message = try #require(conversation.tap.messages.last?.request)
            let stranger = try conversation.tap.exchange(
                for: WireTrust(roots: [try Conversation.authority.get().certificate]))
            let answer = try await stranger.send(message)
            #expect(answer.status == 403)
            #expect(await conversation.details(.requestRefused) == ["The phone showed no certificate."])
        }
    }

    @Test("VER-02: a desktop counts its sessions in decimal, and in hexadecimal after SyncApplicationVersion 2.0")
    func sessionIDs() async throws {
        try await Conversation.with(phone: .desktop) { conversation in
            try await conversation.enroll()
            for _ in 1...9 { _ = try await conversation.agent.sync() }
            let node = "./Vendor/MSFT/DMClient/Provider/UnderstudyLab/SyncApplicationVersion"
            let entries = try await conversation.ask(.replace(node, "2.0"))
            #expect(entries.map(\.codes) == [[200]])
            _ = try await conversation.agent.sync()
            #expect(await conversation.details(.sessionStarted) == (1...10).map(String.init) + ["B"])
        }
    }
}
