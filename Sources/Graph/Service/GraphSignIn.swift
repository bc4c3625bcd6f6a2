package import Administration
internal import Crypto
package import JSON
package import Notation

/// An application that may sign in with a secret of its own (OAuth 2.0 client credentials, RFC 6749 section 4.4).
package struct ClientRegistration: Equatable, Sendable {
    package var clientID: ObjectID
    package var secret: String
    package var tenant: ObjectID
    /// Permissions by Graph's names; nil for all.
    package var permissions: Set<String>?

    package init(clientID: ObjectID, secret: String, tenant: ObjectID, permissions: Set<String>? = nil) {
        self.clientID = clientID
        self.secret = secret
        self.tenant = tenant
        self.permissions = permissions
    }
}

/// A token that was not asked for at the token endpoint and lasts as long as the server: its owner's.
package struct StandingToken: Sendable {
    package var token: String
    package var caller: GraphCaller
    package var tenant: ObjectID

    package init(_ token: String, caller: GraphCaller, tenant: ObjectID) {
        self.token = token
        self.caller = caller
        self.tenant = tenant
    }
}

/// The sign-in of applications: what a client asks for before it may use the API.
package struct GraphSignIn: Sendable {
    /// Where clients reach it, without a path; a request may name another address by which it came.
    package internal(set) var base: String
    /// For whom its tokens are (`aud`).
    package let audience: String
    package let tokens: AccessTokens
    private let clients: [ClientRegistration]
    private let standing: StandingToken?

    /// - Parameters:
    ///   - audience: the address itself if nil.
    ///   - standing: a token that opens the API beside those that it gives.
    package init(
        base: String, audience: String? = nil, tokens: AccessTokens, clients: [ClientRegistration],
        standing: StandingToken? = nil
    ) {
        self.base = base
        self.audience = audience ?? base
        self.tokens = tokens
        self.clients = clients
        self.standing = standing
    }

    /// What a tenant's sign-in can do and where (OpenID Connect Discovery 1.0 section 3).
    package func configuration(of tenant: ObjectID) -> JSONValue {
        let root = "\(base)/\(tenant)"
        return [
            "issuer": .string("\(root)/v2.0"), "token_endpoint": .string("\(root)/oauth2/v2.0/token"),
            "authorization_endpoint": .string("\(root)/oauth2/v2.0/authorize"),
            "device_authorization_endpoint": .string("\(root)/oauth2/v2.0/devicecode"),
            "jwks_uri": .string("\(root)/discovery/v2.0/keys"), "response_types_supported": ["code"],
            "grant_types_supported": ["client_credentials"], "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["HS256"], "tenant_region_scope": .null,
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        ]
    }

    /// Gives a token for an application's id and secret.
    /// - Parameter wanted: how the form says for what.
    package func token(
        _ form: FormFields?, by wanted: TokenForm, tenant: ObjectID, at now: Instant
    ) -> GraphResponse {
        guard let form, !form.hasRepetition else {
            return Self.refusal("invalid_request", 900_144, "The body cannot be read as a form.", at: now)
        }
        guard form["grant_type"] == "client_credentials" else {
            let given = form["grant_type"].map { "'\($0)'" } ?? "missing"
            return Self.refusal(
                "unsupported_grant_type", 70_003, "The grant_type is \(given); it must be client_credentials.", at: now)
        }
        guard let id = form["client_id"] else {
            return Self.refusal("invalid_request", 900_144, "The form has no client_id.", at: now)
        }
        if let refusal = Self.refusal(of: form[wanted.rawValue] ?? "", by: wanted, at: now) { return refusal }
        guard let client = clients.first(where: { $0.clientID == ObjectID(id) && $0.tenant == tenant }) else {
            return Self.refusal(
                "unauthorized_client", 700_016,
                "Application with identifier '\(id)' was not found in the directory '\(tenant)'.", at: now)
        }
        guard Self.isEqual(form["client_secret"] ?? "", client.secret) else {
            return Self.refusal("invalid_client", 7_000_215, "Invalid client secret provided.", status: 401, at: now)
        }
        let claims = AccessTokens.Claims(
            iss: "\(base)/\(tenant)/v2.0", aud: audience, tid: tenant, appid: client.clientID.rawValue,
            roles: client.permissions?.sorted(), iat: now, exp: now.adding(seconds: AccessTokens.seconds))
        guard let token = tokens.token(claims) else {
            return Self.refusal("server_error", 90_000, "The token cannot be written.", status: 500, at: now)
        }
        let seconds = JSONValue.integer(Int(AccessTokens.seconds))
        return GraphResponse(
            status: 200, headers: ["Cache-Control": "no-store"],
            body: [
                "token_type": "Bearer", "expires_in": seconds, "ext_expires_in": seconds,
                "access_token": .string(token),
            ])
    }

    /// An application asks for all that it may do with a resource, and for nothing less.
    ///
    /// Inferred: any resource is taken, because Microsoft's client asks for the lab's own address where it is told none.
    private static func refusal(of value: String, by wanted: TokenForm, at now: Instant) -> GraphResponse? {
        guard !value.isEmpty else {
            return refusal(
                "invalid_request", 900_144,
                "The request body must contain the following parameter: '\(wanted.rawValue)'.", at: now)
        }
        let suffix = "/.default"
        let isAll = value.hasSuffix(suffix) && value.count > suffix.count && !value.contains(" ")
        guard wanted == .resource || isAll else {
            return refusal(
                "invalid_scope", 1_002_012,
                "The provided value for scope \(value) is not valid. Client credential flows must have a scope value with "
                    + "/.default suffixed to the resource identifier (application ID URI).", at: now)
        }
        return nil
    }

    /// Who shows a token.
    /// - Parameter authorization: the header.
    package func caller(_ authorization: String?, at now: Instant) -> (GraphCaller, tenant: ObjectID)? {
        let parts = (authorization ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        if let standing, Self.isEqual(String(parts[1]), standing.token) { return (standing.caller, standing.tenant) }
        guard let claims = tokens.claims(String(parts[1]), at: now), claims.aud == audience else { return nil }
        return (GraphCaller(name: claims.appid, permissions: claims.roles.map { Set($0) }), claims.tid)
    }

    /// Takes the same time wherever two texts differ: their digests are compared.
    private static func isEqual(_ first: String, _ second: String) -> Bool {
        SHA256.hash(data: Array(first.utf8)) == SHA256.hash(data: Array(second.utf8))
    }

    /// An error as Azure AD writes it (RFC 6749 section 5.2).
    static func refusal(
        _ error: String, _ number: Int, _ text: String, status: Int = 400, at now: Instant
    ) -> GraphResponse {
        GraphResponse(
            status: status, headers: ["Cache-Control": "no-store"],
            body: [
                "error": .string(error), "error_description": .string("AADSTS\(number): \(text)"),
                "error_codes": [.integer(number)], "timestamp": .string(now.text),
            ])
    }
}
