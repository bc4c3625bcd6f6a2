package import Administration
internal import Foundation
internal import JSON
package import Notation
internal import Synchronization

/// The API and its sign-in on a store: all that a server of HTTP has to ask.
package final class GraphService: Sendable {
    private let store: any AdministrationStore
    private let signIn: GraphSignIn
    private let now: @Sendable () -> Instant
    private let random: @Sendable (Int) -> [UInt8]
    private let hash: @Sendable (String) -> PasswordHash?
    private let throttle = Mutex(GraphThrottle())

    /// - Parameters:
    ///   - now: the clock.
    ///   - random: so many octets that nobody can guess.
    ///   - hash: makes of a password what is kept in its place; nil where it cannot.
    package init(
        store: any AdministrationStore, signIn: GraphSignIn, now: @escaping @Sendable () -> Instant,
        random: @escaping @Sendable (Int) -> [UInt8], hash: @escaping @Sendable (String) -> PasswordHash?
    ) {
        self.store = store
        self.signIn = signIn
        self.now = now
        self.random = random
        self.hash = hash
    }

    /// Has the next requests turned away.
    package func turnAway(_ throttle: GraphThrottle) {
        self.throttle.withLock { $0 = throttle }
    }

    /// Whether who shows this header may use the API now.
    package func knows(_ authorization: String?) -> Bool { signIn.caller(authorization, at: now()) != nil }

    /// Whether a path is one that is asked here.
    package static func serves(_ target: String) -> Bool {
        let parts = target.prefix { $0 != "?" }.split(separator: "/").map { $0.lowercased() }
        guard let first = parts.first else { return false }
        return ["v1.0", "beta"].contains(first) || SignInPath(parts) != nil
    }

    package func answer(_ request: GraphHTTPRequest) async -> GraphResponse {
        let now = now()
        let requestID = ObjectID(random: random(16)).rawValue
        var response: GraphResponse
        do {
            let parts = request.target.prefix { $0 != "?" }.split(separator: "/").map { $0.lowercased() }
            if let path = SignInPath(parts) {
                response = await answer(path, request, at: now)
            } else {
                response = try await answerAPI(request, requestID, at: now)
            }
        } catch {
            response = error.response(requestID: requestID, clientRequestID: request.clientRequestID, at: now)
            if error.code == .unauthorized { response.headers["WWW-Authenticate"] = "Bearer" }
            if error.code == .tooManyRequests, let seconds = throttle.withLock({ $0.retryAfter }) {
                response.headers["Retry-After"] = String(seconds)
            }
        }
        response.headers["request-id"] = requestID
        response.headers["client-request-id"] = request.clientRequestID
        return response
    }

    private func answerAPI(
        _ request: GraphHTTPRequest, _ requestID: String, at now: Instant
    ) async throws(GraphError) -> GraphResponse {
        guard let (caller, tenantID) = signIn.caller(request.authorization, at: now) else {
            throw GraphError(
                .unauthorized, "Access token is missing, not valid or has expired. Ask the token endpoint for one.")
        }
        let asks = GraphRequest.Method(rawValue: request.method.uppercased())
        let isThrottle = asks.map { GraphAPI.setsThrottle(GraphRequest($0, request.target)) } ?? false
        guard isThrottle || !throttle.withLock({ $0.turnsAway() }) else {
            throw GraphError(
                .tooManyRequests,
                "Too many requests. Wait as long as Retry-After says, or a few seconds where there is none.")
        }
        guard let method = asks else {
            throw GraphError(.wrongMethod, "\(request.method) is not taken: use GET, POST, PATCH or DELETE.")
        }
        let asked = GraphRequest(
            method, request.target, body: try Self.json(request.body), clientRequestID: request.clientRequestID)
        let occasion = Occasion(now: now, actor: caller.name, random: random)
        let isKept = GraphAPI.isKept(asked)
        let api = GraphAPI(base: request.base ?? signIn.base, forPasswordsIn: isKept ? asked.body : nil, hash: hash)
        do throws(AdministrationError) {
            try await store.expirePasscodes(at: now)
            guard isKept else {
                guard var copy = await store.tenant(tenantID) else {
                    throw AdministrationError.unknown(tenant: tenantID)
                }
                return api.answer(asked, from: caller, &copy, occasion, requestID: requestID)
            }
            let response = try await store.change(tenantID) { tenant throws(AdministrationError) in
                api.answer(asked, from: caller, &tenant, occasion, requestID: requestID)
            }
            if let wanted = response.throttle { turnAway(wanted) }
            return response
        } catch {
            throw GraphError(error)
        }
    }

    private static func json(_ octets: [UInt8]) throws(GraphError) -> JSONValue? {
        guard !octets.isEmpty else { return nil }
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(octets)) else {
            throw GraphError(.badRequest, "Unable to read JSON request payload: the body is not well-formed JSON.")
        }
        return value
    }

    private func answer(_ path: SignInPath, _ request: GraphHTTPRequest, at now: Instant) async -> GraphResponse {
        guard let tenant = await tenant(path.tenant) else {
            return GraphSignIn.refusal(
                "invalid_tenant", 90_002, "Tenant '\(path.tenant)' not found: name one by its id or domain.", at: now)
        }
        let isPost = request.method.uppercased() == "POST"
        var signIn = signIn
        if let base = request.base { signIn.base = base }
        switch path.what {
        case .configuration where !isPost: return GraphResponse(status: 200, body: signIn.configuration(of: tenant))
        // Tokens are signed by a key that nobody else has, so there is none to publish.
        case .keys where !isPost: return GraphResponse(status: 200, body: ["keys": []])
        case .token(let form) where isPost:
            return signIn.token(FormFields(request.body), by: form, tenant: tenant, at: now)
        case .configuration, .keys, .token:
            return GraphSignIn.refusal(
                "invalid_request", 900_561, "\(request.method) is not taken at this address.", status: 405, at: now)
        }
    }

    /// A tenant by its id, by one of its domains, or the first of all.
    private func tenant(_ name: String) async -> ObjectID? {
        let ids = await store.tenantIDs
        if ["common", "organizations"].contains(name) { return ids.first }
        if ids.contains(ObjectID(name)) { return ObjectID(name) }
        for id in ids {
            let domains = await store.tenant(id)?.organization.verifiedDomains ?? []
            if domains.contains(where: { $0.lowercased() == name }) { return id }
        }
        return nil
    }
}
