import Agent
import Certificates
import Enrollment
import Foundation
import Lab
import PINReset
import SimulatedPhone
import Store
import Testing
import Transport
import Wire

/// A phone in this process, and the built program as its server, which is killed and begins again on the same folder.
struct LabKillBench: Sendable {
    let program: Program
    let url: String
    let token: String
    let agent: DeviceAgent
    let tap: WireTap
    let exchange: HTTPExchange

    private static func arguments(port: Int) -> [String] {
        ["lab", "serve", "--http", "--port", "\(port)", "--state", "state", "--folder", "lab", "--consented", "--json"]
    }

    /// Starts the server for the first time, and lets a phone enrol.
    static func begin(in folder: String, _ exchange: HTTPExchange) async throws -> LabKillBench {
        let program = try Program(folder: folder)
        let (bench, _) = try await program.run(arguments(port: 0)) { said in
            let line = try #require(try JSONSerialization.jsonObject(with: Data(said.utf8)) as? [String: Any])
            let token = try String(contentsOfFile: "\(folder)/lab/\(LabFolder.tokenFile)", encoding: .utf8)
            let bench = try await make(
                program, url: try #require(line["url"] as? String), token: token.filter { !$0.isNewline }, exchange)
            try await bench.enroll()
            return bench
        }
        return bench
    }

    private static func make(
        _ program: Program, url: String, token: String, _ exchange: HTTPExchange
    ) async throws -> LabKillBench {
        let tap = WireTap(PatientExchange(base: exchange))
        var configuration = AgentConfiguration(pinResetService: .granted)
        configuration.makeKey = { kind throws(CertificateError) in try SharedKeys.next(kind) }
        let store = try PhoneStore(StateFolder("\(program.folder)/phone"))
        let phone = try Phones.joined.fresh(now: TestClock().now())
        try await store.save(phone)
        let agent = DeviceAgent(
            phone, store: store, exchanges: tap, configuration: configuration, clock: TestClock(),
            logger: Conversation.quiet)
        return LabKillBench(
            program: program, url: url, token: token, agent: agent, tap: tap, exchange: exchange)
    }

    private func enroll() async throws {
        var order = EnrollmentOrder(
            discoveryURL: url + LabEnrollment.Path.discovery, user: Phones.user,
            credential: .password(user: Phones.user, password: "secret"))
        order.allowsInsecureHTTP = true
        try await agent.enroll(order)
        #expect(await queue(LabKillBench.recovery))
        _ = try await agent.sync()
    }

    private static let recovery =
        "<Replace><CmdID>1</CmdID><Item><Target><LocURI>./Device/Vendor/MSFT/PassportForWork/\(Phones.tenant)/Policies/"
        + "EnablePinRecovery</LocURI></Target><Meta><Format xmlns=\"syncml:metinf\">bool</Format></Meta>"
        + "<Data>true</Data></Item></Replace>"

    /// Lets the server run until it is killed.
    func serve(killedAfter delay: Duration) async throws -> Program.End {
        try await program.run(Self.arguments(port: port), killedAfter: delay)
    }

    /// Lets the server run for some work.
    func serve<Value: Sendable>(during work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await program.run(Self.arguments(port: port)) { _ in try await work() }.value
    }

    private var port: Int { url.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    /// The id of the phone in addresses.
    private var path: String { get async { "/lab/devices/\(await agent.phone.reportedDeviceID)" } }

    /// Puts commands into the phone's queue.
    /// - Returns: whether the server has said that they are there; else nobody knows.
    func queue(_ commands: String) async -> Bool {
        var request = WireRequest(.post, url + (await path) + "/commands", headers: headers)
        request.headers.add("Content-Type", "application/vnd.syncml.dm+xml")
        request.body = Array(commands.utf8)
        return (try? await exchange.send(request))?.status == 200
    }

    /// Chooses *Reset passcode*, whether the server hears it or not.
    func reset() async {
        let request = WireRequest(.post, url + (await path) + "/reset-passcode?policy=no", headers: headers)
        _ = try? await exchange.send(request)
    }

    private var headers: WireHeaders { ["Authorization": "Bearer \(token)"] }

    /// What the interface tells.
    func get(_ below: String = "") async throws -> Any {
        let response = try await exchange.send(WireRequest(.get, url + (await path) + below, headers: headers))
        #expect(response.status == 200)
        return try JSONSerialization.jsonObject(with: Data(response.body))
    }
}
