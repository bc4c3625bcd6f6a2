import Administration
import Foundation
import Graph
import GraphClient
import Notation
import Wire

/// A lab's API without sockets: an exchange behind which the real service answers, on a tenant with two phones and a PC.
struct LabOfTest: Exchange {
    static let tenantID: ObjectID = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"
    static let base = "https://127.0.0.1:8443"
    static let start = Instant(seconds: 1_520_000_000)

    let store = MemoryStore()
    let service: GraphService
    let token: String

    init() async throws {
        let tokens = AccessTokens(secret: Array(0..<32))
        service = GraphService(
            store: store, signIn: GraphSignIn(base: Self.base, tokens: tokens, clients: []), now: { Self.start },
            random: { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } },
            hash: { PasswordHash(salt: [], rounds: 1, blockSize: 1, parallelism: 1, digest: Array($0.utf8)) })
        let claims = AccessTokens.Claims(
            iss: Self.base, aud: Self.base, tid: Self.tenantID, appid: "script", iat: Self.start,
            exp: Self.start.adding(seconds: 60))
        token = tokens.token(claims) ?? ""
        var tenant = Tenant(
            Organization(
                id: Self.tenantID, displayName: "Lab", verifiedDomains: ["lab.example"], createdDateTime: Self.start))
        try tenant.add(DirectoryUser(id: "adele", displayName: "Adele", userPrincipalName: "adele@lab.example"))
        for (id, name, platform) in [
            ("phone-1", "Lumia", DevicePlatform.windowsMobile), ("phone-2", "Twin", .windowsMobile),
            ("pc-1", "Twin", .windows),
        ] {
            try tenant.enroll(Self.device(id, name, platform), Self.occasion)
        }
        try await store.add(tenant)
    }

    static func device(_ id: String, _ name: String, _ platform: DevicePlatform) -> ManagedDevice {
        ManagedDevice(
            id: ObjectID(id), directoryID: ObjectID("directory-\(id)"), azureADDeviceID: ObjectID("joined-\(id)"),
            deviceName: name, platform: platform, osVersion: "10.0.15063.297", user: "adele", enrolledDateTime: start,
            managementName: "urn:\(id)")
    }

    static let occasion = Occasion(now: start, actor: "test") { count in
        (0..<count).map { _ in UInt8.random(in: .min ... .max) }
    }

    var connection: GraphConnection { GraphConnection(base: Self.base, token: token, exchange: self) }

    func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
        let target = String(request.url.dropFirst(Self.base.count))
        let response = await service.answer(
            GraphHTTPRequest(
                request.method.rawValue, target, authorization: request.headers["Authorization"], body: request.body))
        let body = response.body.flatMap { try? JSONEncoder().encode($0) }
        return WireResponse(
            status: response.status, headers: WireHeaders(response.headers.map { .init($0.key, $0.value) }),
            body: Array(body ?? Data()))
    }

    /// Changes the tenant behind the API's back, as phones do.
    func change(_ body: @Sendable (inout Tenant) throws(AdministrationError) -> Void) async throws {
        try await store.change(Self.tenantID, body)
    }
}

/// Answers every request with the same.
struct FixedAnswer: Exchange {
    var response: WireResponse

    func send(_ request: WireRequest) async throws(WireError) -> WireResponse { response }
}
