internal import Certificates
internal import Foundation
internal import Hummingbird

extension LabAPI {
    private struct Adoption: Decodable {
        var certificate: String
        var user: String?
        var name: String?
        var osVersion: String?
    }

    /// Lets a phone in by a certificate that it was given by hand.
    func adopt(_ request: Request, _ context: LabRequestContext) async throws -> AdoptionView {
        let id = try id(context)
        return try await uploads.withBody(of: request, upTo: LabBounds().enrollmentBody) { octets in
            guard let body = try? JSONDecoder().decode(Adoption.self, from: Data(octets)) else {
                throw LabError(
                    .badAdoption,
                    "Send {\"certificate\": \"-----BEGIN CERTIFICATE-----…\"}, and user and name if you like.")
            }
            let certificate: ParsedCertificate
            do throws(CertificateError) {
                certificate = try ParsedCertificate(pem: body.certificate)
            } catch {
                throw LabError(.badAdoption, "The certificate cannot be read: \(error.message).")
            }
            let (device, document) = try enrollment.adopt(
                LabAdoption(
                    id: id, certificate: certificate, user: body.user, name: body.name, osVersion: body.osVersion),
                base: enrollment.configuration.base(of: request))
            try await management.adopt(device)
            return AdoptionView(device: DeviceView(device, passcode: nil), document: document)
        }
    }
}
