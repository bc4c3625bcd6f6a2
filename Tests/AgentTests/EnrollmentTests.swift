@testable import Agent
import Enrollment
import Lab
import ManagementTree
import Notation
import SimulatedPhone
import Store
import TestSupport
import Testing
import Wire

/// Enrolment by the agent, with the lab's services as the server (MS-MDE2; protocol.md 6 and 9.10).
@Suite("An enrolment")
struct EnrollmentTests {
    /// What a server wants beside the account: a Hello policy and one of Policy.
    private static let extra = """
        <characteristic type="Policy"><characteristic type="Config"><characteristic type="DeviceLock">\
        <parm name="MinDevicePasswordLength" value="6" datatype="integer"/>\
        </characteristic></characteristic></characteristic>\
        <characteristic type="PassportForWork"><characteristic type="\(tenant)"><characteristic type="Policies">\
        <parm name="EnablePinRecovery" value="true" datatype="boolean"/>\
        </characteristic></characteristic></characteristic>
        """
    private static let tenant = "7f0a8c3e-1111-4222-8333-444455556666"

    private static func configuration() -> LabConfiguration {
        var configuration = LabConfiguration(users: ["ann@example.test": "secret"])
        configuration.provisioning.extra = extra
        return configuration
    }

    @Test("The account, the certificates, the schedule and the policies are on the phone (ENR-09)")
    func whole() async throws {
        try await TemporaryFolder.with { folder in
            let phone = try Sample.phone()
            let store = try PhoneStore(StateFolder(folder))
            let bench = Bench(phone, try LabScript.exchange(Self.configuration()), store: store)
            try await bench.agent.enroll(LabScript.order)
            let after = await bench.agent.phone
            let enrolled = try #require(after.enrolled)
            #expect(enrolled.account.addresses == [LabScript.base + LabEnrollment.Path.management])
            #expect(enrolled.account.user == "ann@example.test" && enrolled.account.enrollmentType == .full)
            #expect(enrolled.account.retry.count == 6 && enrolled.account.retry.initialBackOff == 30_000)
            #expect(enrolled.account.backCompatRetryDisabled)
            #expect(after.certificates.certificates(in: .root).count == 1)
            #expect(after.certificates.enrollmentIdentity?.location == .user)
            #expect(enrolled.since == Sample.now && enrolled.userToken == nil)
            let kept = try await KeptPhone.load(from: folder, phone.blueprint)
            #expect(kept?.enrolled == enrolled && kept?.certificates == after.certificates)
            #expect(
                bench.requests.map { String($0.url.dropFirst(LabScript.base.count)) } == [
                    LabEnrollment.Path.discovery, LabEnrollment.Path.policy, LabEnrollment.Path.enrollment,
                ])
        }
    }

    @Test(
        "What the document says lands in the tree",
        arguments: [
            ("./Vendor/MSFT/DMClient/Provider/MDM/Poll/NumberOfFirstRetries", "8"),
            ("./Vendor/MSFT/DMClient/Provider/MDM/Poll/IntervalForFirstSetOfRetries", "15"),
            ("./Vendor/MSFT/DMClient/Provider/MDM/Poll/PollOnLogin", "true"),
            ("./Vendor/MSFT/DMClient/Provider/MDM/UPN", "ann@example.test"),
            ("./Vendor/MSFT/Policy/Config/DeviceLock/MinDevicePasswordLength", "6"),
            ("./Vendor/MSFT/PassportForWork/\(tenant)/Policies/EnablePinRecovery", "true"),
        ])
    func values(_ address: String, _ value: String) async throws {
        var configuration = Self.configuration()
        configuration.management.providerID = "MDM"
        let bench = Bench(try Sample.phone(), try LabScript.exchange(configuration))
        try await bench.agent.enroll(LabScript.order)
        let rows = try await bench.agent.tree(from: try NodeURI(parsing: address), all: false)
        #expect(rows.map(\.value) == [value])
    }

    @Test(
        "Where it fails, phone and store are as before",
        arguments: [
            (0, ScriptedExchange.Answer.failure(.unreachable)), (1, .failure(.interrupted)), (2, .failure(.timedOut)),
            (0, .status(404)), (1, .status(500)), (2, .nothing), (2, .text("<wap/>", "text/xml")),
        ])
    func failure(_ request: Int, _ answer: ScriptedExchange.Answer) async throws {
        try await TemporaryFolder.with { folder in
            let phone = try Sample.phone()
            let store = try PhoneStore(StateFolder(folder))
            try await store.save(phone)
            let bench = Bench(
                phone, try LabScript.exchange(Self.configuration(), broken: (request, answer)), store: store)
            let error = await #expect(throws: AgentError.self) { try await bench.agent.enroll(LabScript.order) }
            switch error?.code {
            case .enrollment, .badStatus: break
            default: Issue.record("\(String(describing: error))")
            }
            let kept = try #require(try await KeptPhone.load(from: folder, phone.blueprint))
            for after in [await bench.agent.phone, kept] {
                // Ids that were drawn on the way are not drawn again.
                var state = after.state
                state.random = phone.state.random
                #expect(state == phone.state && after.tree == phone.tree && after.enrolled == nil)
            }
        }
    }

    @Test("A setting that the phone does not take stops all of it")
    func badSetting() async throws {
        var configuration = Self.configuration()
        configuration.provisioning.extra = """
            <characteristic type="Policy"><characteristic type="Config"><characteristic type="DeviceLock">\
            <parm name="MinDevicePasswordLength" value="99" datatype="integer"/>\
            </characteristic></characteristic></characteristic>
            """
        let bench = Bench(try Sample.phone(), try LabScript.exchange(configuration))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.enroll(LabScript.order) }
        #expect(error?.code == .enrollment(.badSetting))
        #expect(error?.message.contains("MinDevicePasswordLength") == true)
        #expect(await bench.agent.phone.enrolled == nil)
    }

    @Test("A second account is refused (ENR-23)")
    func twice() async throws {
        let phone = try Sample.enrolledPhone()
        let bench = Bench(phone, try LabScript.exchange(Self.configuration()))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.enroll(LabScript.order) }
        guard case .enrollment(let code) = error?.code else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(code.hresult == 0x8018_000A && bench.requests.isEmpty)
        #expect(await bench.agent.phone == phone)
    }

    @Test("Who gives neither an address nor a mail domain is told so")
    func noAddress() async throws {
        let bench = Bench(try Sample.phone(), ScriptedExchange())
        let order = EnrollmentOrder(user: "ann", credential: .password(user: "ann", password: "x"))
        let error = await #expect(throws: AgentError.self) { try await bench.agent.enroll(order) }
        #expect(error?.code == .enrollment(.badAddress) && error?.message.contains("'ann'") == true)
    }

    @Test(
        "A web page that signs in by itself gives the token of its hidden field",
        arguments: [
            ("<form><INPUT type='hidden' value='a&amp;b' name='wresult'></form>", "a&b"),
            ("<input name=\"other\" value=\"x\"><input name=\"wresult\" value=\"t1\"/>", "t1"),
        ])
    func webPage(_ page: String, _ token: String) async throws {
        let exchange = ScriptedExchange([.text(page, "text/html")])
        #expect(try await WebSignIn(url: "https://login.example/").token(over: exchange) == token)
        #expect(exchange.requests.map(\.method) == [.get])
    }

    @Test(
        "A web page that wants a person is an error that says what to do",
        arguments: [
            ScriptedExchange.Answer.text("<input name='user'>", "text/html"), .text("", "text/html"), .status(500),
        ])
    func personWanted(_ answer: ScriptedExchange.Answer) async throws {
        let exchange = ScriptedExchange([answer])
        let error = await #expect(throws: AgentError.self) {
            try await WebSignIn(url: "https://login.example/").token(over: exchange)
        }
        #expect(error?.code == .enrollment(.webAuthenticationFailed))
        #expect(error?.message.contains("--token") == true)
    }
}
