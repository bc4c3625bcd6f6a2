import Agent
import SimulatedPhone
import SyncML
import TestSupport
import Testing
import Wire

/// Logs and events are for everybody; PINs, secrets, nonces and tokens are not.
@Suite("What nobody may read in a log")
struct SecrecyTests {
    @Test(
        "A session that resets the PIN logs neither PINs nor credentials",
        arguments: [
            ServerText.newPIN, "./Vendor/MSFT/RemoteLock/newpinvalue", "./Vendor/MSFT/RemoteLock/NewPIN%56alue",
        ])
    func session(_ address: String) async throws {
        let secrets = ["c2VjcmV0", "cGhvbmUtc2VjcmV0", "bm9uY2U=", "dXNlci10b2tlbg"]
        let phone = try Sample.enrolledPhone(certificates: [try Identity.entry()]) { enrolled in
            enrolled.account.clientCredential = AccountCredential(
                scheme: .basic, name: "ann", secret: secrets[0], nonce: secrets[2])
            enrolled.account.serverCredential = AccountCredential(
                scheme: .md5, name: "mdm", secret: secrets[1], nonce: secrets[2])
            enrolled.userToken = secrets[3]
            enrolled.account.sendsCredentialFirst = true
        }
        let recorder = LogRecorder()
        let reset = ServerText.command(
            "Sequence", 3, ServerText.exec(4, ServerText.resetPIN) + ServerText.get(5, address))
        let bench = Bench(
            phone,
            ScriptedExchange([.failure(.interrupted), .message(reset), .status(503), .nothing]), logger: recorder.logger
        )
        _ = try await bench.agent.sync()
        let new = try #require(await bench.agent.phone.lockScreen.pin?.text)
        #expect(try bench.requests.last?.message().values[address] == new)
        _ = try await bench.agent.unlock(pin: "99999")
        _ = try await bench.agent.unlock(pin: new)
        try await bench.agent.setPIN("2718281")
        let credential = try #require(bench.requests.first).message().header?.credential?.data
        let lines = recorder.lines + bench.events.map { "\($0)" }
        #expect(lines.count > 20)
        for secret in secrets + [new, "99999", "2718281", try #require(credential)] {
            #expect(!lines.contains { $0.contains(secret) }, "\(secret) was logged")
        }
    }

    @Test("The control API logs neither its token nor what is typed")
    func control() async throws {
        let recorder = LogRecorder()
        let bench = Bench(try Sample.phone(), ScriptedExchange(), logger: recorder.logger)
        try await TemporaryFolder.with { folder in
            try await LiveControl.with(bench.agent, folder: folder, logger: recorder.logger) { control in
                _ = try await control.client.setPIN("271828")
                _ = try await control.client.unlock(pin: "31415")
                let pin = try await control.client.status(showingPIN: true).pin
                #expect(pin == "271828")
                for secret in [control.file.token, "271828", "31415"] {
                    #expect(!recorder.lines.contains { $0.contains(secret) }, "\(secret) was logged")
                }
                #expect(!recorder.lines.isEmpty)
            }
        }
    }

    @Test("An enrolment logs neither password nor key")
    func enrollment() async throws {
        let recorder = LogRecorder()
        let bench = Bench(try Sample.phone(), try LabScript.exchange(), logger: recorder.logger)
        try await bench.agent.enroll(LabScript.order)
        let lines = recorder.lines + bench.events.map { "\($0)" }
        #expect(!lines.contains { $0.contains("secret") || $0.contains("PRIVATE") })
        #expect(lines.contains { $0.contains("Enrollment.svc") })
    }
}
