internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Notation
internal import PINReset

/// The PIN reset service over HTTP: its keys for everybody, a ticket for who may have one.
///
/// It asks nobody who they are: a ticket is of use to none but the phone that has its protector.
struct PINResetRoutes: Sendable {
    /// Below the lab's address.
    static let path = "/pin-reset"
    /// Octets of a request; its names are those of a GUID each.
    private static let longestRequest = 4 << 10

    let service: SigningPINResetService
    /// Whether nobody gets a ticket.
    let deniesAll: Bool
    let consents: LabConsents
    let tenancy: LabTenancy
    let management: LabManagement
    let uploads: UploadRoom
    let sources: LabSources

    func add(to router: RouterGroup<LabRequestContext>) {
        router.get("\(Self.path)/\(PINResetDocuments.Path.keys)") { _, _ in
            Self.json(200, PINResetDocuments.write(service.keys))
        }
        router.post("\(Self.path)/\(PINResetDocuments.Path.tickets)") { request, _ in
            try await uploads.withBody(of: request, upTo: Self.longestRequest) { octets in
                guard request.headers.mediaType == "application/json" else { throw HTTPError(.unsupportedMediaType) }
                return await answer(octets)
            }
        }
    }

    private func answer(_ octets: [UInt8]) async -> Response {
        guard let request = PINResetDocuments.request(in: octets) else {
            return await refuse(.incompleteRequest(missing: "ticket that is wanted, as JSON"), device: nil)
        }
        if deniesAll {
            await tenancy.noteDeniedTicket(to: request.device)
            return await refuse(.denied, device: request.device)
        }
        do {
            let ticket = try service.ticket(
                for: request, tenants: await consents.tenants, id: sources.octets(16).hexadecimal(),
                now: Instant(seconds: sources.sharedNow()))
            await management.record(.ticketGiven, "\(request.device), of \(request.tenant)")
            return Self.json(200, PINResetDocuments.write(ticket))
        } catch {
            return await refuse(error, device: request.device)
        }
    }

    private func refuse(_ refusal: PINResetRefusal, device: String?) async -> Response {
        await management.recordSeldom(.ticketRefused, (device.map { "\($0): " } ?? "") + refusal.description)
        let (status, body) = PINResetDocuments.write(refusal)
        return Self.json(status, body)
    }

    private static func json(_ status: Int, _ body: [UInt8]) -> Response {
        Response(
            status: HTTPResponse.Status(code: status),
            headers: [.contentType: "application/json; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
