import Certificates
import Foundation
import JSON
import Lab
import SyncML
import Testing

/// A phone that an administrator lets in by a certificate that was made by hand.
@Suite("A phone that is let in by its certificate", .timeLimit(.minutes(30)))
struct AdoptionTests {
    /// A certificate of an authority, for the phone's key.
    private static func certificate(
        of authority: LabAuthority, now: Int64 = LabSources.system.now(), days: Int = 30
    ) throws -> ParsedCertificate {
        let request = try LabCertificateRequest(der: try Keys.request())
        return try ParsedCertificate(
            der: try authority.deviceCertificate(for: request, commonName: "handed", now: now, days: days))
    }

    private static func enrollment(_ configuration: LabConfiguration = LabConfiguration()) throws -> LabEnrollment {
        LabEnrollment(configuration: configuration, authority: try TestServer.authority.get())
    }

    @Test("It is remembered with certificate, user and name, and its document names the server and no certificate")
    func adopted() throws {
        let enrollment = try Self.enrollment()
        let certificate = try Self.certificate(of: enrollment.authority)
        let (device, document) = try enrollment.adopt(
            LabAdoption(
                id: "PHONE1", certificate: certificate, user: "ann@lab.example", name: "Ann's phone",
                osVersion: "10.0.15063.297"), base: "https://lab.example:8443")
        #expect(device.id == "PHONE1" && device.thumbprint == certificate.thumbprint)
        #expect(device.user == "ann@lab.example" && device.tenant == LabConfiguration.usualTenant)
        #expect(device.context.map(\.value) == ["Ann's phone", "10.0.15063.297"])
        #expect(document.contains("https://lab.example:8443/ManagementServer/MDM.svc"))
        #expect(document.contains("name=\"UPN\" value=\"ann@lab.example\""))
        #expect(document.contains(try ParsedCertificate(der: enrollment.authority.certificate).thumbprint))
        // The phone may know no discovery service.
        #expect(document.contains("\"ServerURL\" value=\"https://lab.example:8443/EnrollmentServer/Enrollment.svc\""))
        #expect(!document.contains("SSLCLIENTCERTSEARCHCRITERIA") && !document.contains(certificate.thumbprint))
    }

    @Test("A certificate with which TLS would end is refused with the reason")
    func refused() throws {
        let enrollment = try Self.enrollment()
        let now = LabSources.system.now()
        let other = try LabAuthority.make(named: "Another Root", now: now)
        let good = try Self.certificate(of: enrollment.authority)
        let rows: [(LabAdoption, String)] = [
            (LabAdoption(id: "X", certificate: try Self.certificate(of: other)), "signed by CN=Another Root"),
            (
                LabAdoption(id: "X", certificate: try ParsedCertificate(der: enrollment.authority.certificate)),
                "is an authority's"
            ),
            (
                LabAdoption(
                    id: "X",
                    certificate: try Self.certificate(of: enrollment.authority, now: now - 10 * 86_400, days: 1)),
                "now is not between"
            ),
            (LabAdoption(id: " ", certificate: good), "The id must be"),
            (LabAdoption(id: "X", certificate: good, user: ""), "The user must be"),
            (LabAdoption(id: "X", certificate: good, name: String(repeating: "x", count: 300)), "The name must be"),
        ]
        for (adoption, says) in rows {
            let error = #expect(throws: LabError.self) { try enrollment.adopt(adoption, base: "https://lab") }
            #expect(error?.code == .badAdoption && error?.message.contains(says) == true, "\(error?.message ?? "")")
        }
    }

    @Test("Behind a proxy that ends TLS any authority will do: that is for the proxy to say")
    func proxied() throws {
        let configuration = LabConfiguration(usesTLS: false, clientCertificateHeader: "X-SSL-Client-Cert")
        let other = try LabAuthority.make(named: "Another Root", now: LabSources.system.now())
        let adoption = LabAdoption(id: "X", certificate: try Self.certificate(of: other))
        #expect(throws: Never.self) { try Self.enrollment(configuration).adopt(adoption, base: "https://mdm") }
    }

    @Test("Whose certificate it is stays so; who is let in anew begins anew, and the old certificate opens nothing")
    func again() async throws {
        let lab = LabManagement(sources: .counting())
        func device(_ id: String, _ thumbprint: String, _ user: String?) -> LabDevice {
            var device = LabDevice(id: id)
            device.thumbprint = thumbprint
            device.user = user
            return device
        }
        try await lab.adopt(device("PHONE1", "ONE", "ann"))
        try await lab.queue(.get("./A"), for: "PHONE1")
        await #expect(throws: LabError(.badAdoption, "")) { try await lab.adopt(device("PHONE2", "ONE", "ann")) }
        await #expect(throws: LabError(.badAdoption, "")) { try await lab.adopt(device("PHONE1", "TWO", "mallory")) }
        #expect(await lab.refusal(ofCertificate: "ONE", isSecure: true) == nil)
        try await lab.adopt(device("PHONE1", "TWO", "ann"))
        #expect(try await lab.device("PHONE1").queue.isEmpty)
        #expect(await lab.refusal(ofCertificate: "TWO", isSecure: true) == nil)
        #expect(await lab.refusal(ofCertificate: "ONE", isSecure: true)?.status == 403)
        #expect(await lab.events().map(\.kind) == [.enrolled, .enrolled, .requestRefused])
    }

    @Test("Over TLS the phone is refused before, and known after; it is a device of the tenant with its user")
    func overTLS() async throws {
        try await TestServer.run(LabConfiguration()) { (lab) async throws in
            let root = lab.authority.certificate
            let certificate = try Self.certificate(of: lab.authority)
            let identity = (certificate: certificate.der, key: try Keys.phone.get().pem)
            let phone = RawClient(port: lab.port, security: RawClient.Security(root: root, identity: identity))
            var messages = TestPhone(id: "PHONE1")
            let body = MessageWriter().write(messages.packageOne())
            #expect(try await phone.post(LabEnrollment.Path.management, body).status == 403)
            var owner = RawClient(port: lab.port, security: RawClient.Security(root: root))
            #expect(try await owner.put("/lab/devices/PHONE1", "{}").status == 401)
            owner.token = lab.token
            for wrong in ["{}", "[]", #"{"certificate":"x"}"#] {
                let refused = try await owner.put("/lab/devices/PHONE1", wrong)
                #expect(refused.status == 400 && refused.text.contains("certificate"), "\(refused.text)")
            }
            let request: JSONValue = [
                "certificate": .string(certificate.pem), "user": "ann@lab.example", "name": "Ann's phone",
            ]
            let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
            let answer = try await owner.put("/lab/devices/PHONE1", text)
            #expect(answer.status == 200 && answer.text.contains(certificate.thumbprint), "\(answer.text)")
            #expect(try await phone.post(LabEnrollment.Path.management, body).status == 200)
            let listed = try await owner.get("/v1.0/deviceManagement/managedDevices")
            #expect(listed.text.contains("Ann's phone") && listed.text.contains("ann@lab.example"))
        }
    }
}
