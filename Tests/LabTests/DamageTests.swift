import Certificates
import Lab
import SyncML
import Testing

/// Whatever a phone sends, the lab answers.
@Suite("Damaged requests")
struct DamageTests {
    private static let seeds: [UInt64] = Array(1...300)

    @Test("A damaged certificate request is refused, or read where the damage does no harm")
    func certificateRequest() throws {
        for seed in Self.seeds {
            var random = SplitMix(seed: seed)
            let whole = try Keys.request(seed % 2 == 0 ? .windows : .standard(.sha256))
            do throws(LabError) {
                let request = try LabCertificateRequest(der: random.damage(whole))
                // The name is signed, so it cannot have been changed.
                let name = try? LabCertificateRequest(der: whole).commonName
                #expect(request.commonName == name, "seed \(seed)")
            } catch {
                #expect(error == LabError(.certificateRequest, ""), "seed \(seed)")
            }
        }
    }

    @Test("A damaged enrolment gets a fault or a document")
    func enrollment() async throws {
        let lab = LabEnrollment(
            configuration: LabConfiguration(), authority: try TestServer.authority.get(), sources: .counting())
        let whole = EnrollmentText.token(try Keys.request(), EnrollmentText.password("ann", "x"))
        for seed in Self.seeds {
            var random = SplitMix(seed: seed)
            let outcome = await lab.enroll(random.damage(whole), base: "https://lab.example")
            #expect((outcome.device == nil) == (outcome.answer.status == 500), "seed \(seed)")
        }
    }

    @Test("A damaged message is answered or refused")
    func message() async throws {
        let management = LabManagement(
            settings: LabManagementSettings(clientScheme: .md5, authenticatesItself: true), sources: .counting())
        var phone = TestPhone()
        let whole = MessageWriter().write(phone.packageOne())
        for seed in Self.seeds {
            var random = SplitMix(seed: seed)
            let answer = await management.answer(
                LabManagementRequest(body: random.damage(whole), address: TestPhone.server))
            #expect(answer.status == 400 || (answer.status == 200 && !answer.body.isEmpty), "seed \(seed)")
        }
    }
}
