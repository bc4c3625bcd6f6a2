internal import JSON

/// What is not in the table of operations, because it is no single operation on a tenant.
extension GraphDescription {
    static var besideTable: [String: JSONValue] {
        [
            "/$batch": ["post": batch], "/openapi.json": ["get": description],
            "/{tenant}/v2.0/.well-known/openid-configuration": signIn(
                "get", "openIDConfiguration", "Where and how applications sign in (OpenID Connect Discovery 1.0)."),
            "/{tenant}/discovery/v2.0/keys": signIn(
                "get", "keys", "Keys by which tokens could be verified: none, for only the lab itself has them."),
            "/{tenant}/oauth2/v2.0/token": signIn(
                "post", "token", "A token for an application's id and secret (RFC 6749 section 4.4).", body: tokenForm),
        ]
    }

    /// An answer that is an error of the API.
    private static func failures(_ codes: [GraphError.Code]) -> [String: JSONValue] {
        Dictionary(
            codes.map { code in
                (
                    String(code.status),
                    [
                        "description": .string(code.rawValue), "content": json(JSONSchema.named("error").value),
                    ]
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    private static let description: JSONValue = [
        "operationId": "description", "summary": "This description.",
        "responses": .object(
            failures([.badRequest, .unauthorized, .tooManyRequests, .notKept]).merging(
                ["200": ["description": "It.", "content": json(["type": "object"])]]) { first, _ in first }),
    ]

    // MARK: - Signing in, which needs no token and lies beside the versions

    private static func signIn(
        _ method: String, _ name: String, _ summary: String, body: JSONValue? = nil
    ) -> JSONValue {
        let refused: JSONValue = [
            "description": "As Azure AD says it.", "content": json(JSONSchema.object(signInError).value),
        ]
        var operation: GraphObject = [
            "operationId": .string(name), "summary": .string(summary), "security": [],
            "parameters": [pathParameter("tenant")],
            "responses": [
                "200": ["description": "It.", "content": json(["type": "object"])], "400": refused, "401": refused,
                "405": refused,
            ],
        ]
        operation["requestBody"] = body
        return .object(["servers": [["url": "/"]], method: .object(operation)])
    }

    private static let signInError: [JSONSchema.Member] = [
        .required("error", .text, "For programs (RFC 6749 section 5.2)."),
        .required("error_description", .text, "What is wrong."),
        .required("error_codes", .list(.integer), "Azure AD's numbers."), .required("timestamp", .instant, "When."),
    ]

    private static let tokenForm: JSONValue = [
        "required": true,
        "content": [
            "application/x-www-form-urlencoded": [
                "schema": JSONSchema.object([
                    .required("grant_type", .choice(["client_credentials"]), "This one only."),
                    .required("client_id", .text, "The application."), .required("client_secret", .text, "Its secret."),
                    .required("scope", .text, "A resource, with /.default behind it."),
                ]).value
            ]
        ],
    ]

    // MARK: - Several requests in one

    private static let batch: JSONValue = [
        "operationId": "batch", "summary": "Several requests in one, done in their order, each by itself.",
        "requestBody": ["required": true, "content": json(JSONSchema.object(batchRequest).value)],
        "responses": .object(
            failures([.badRequest, .unauthorized, .forbidden, .wrongMethod, .tooManyRequests, .notKept]).merging(
                [
                    "200": [
                        "description": "An answer for each.", "content": json(JSONSchema.object(batchAnswer).value),
                    ]
                ]) { first, _ in first }),
    ]

    private static let batchRequest: [JSONSchema.Member] = [
        .required(
            "requests",
            .list(
                .object([
                    .required("id", .text, "By which the answer is found."),
                    .required("method", .choice(GraphRequest.Method.allCases.map(\.rawValue)), "As in HTTP."),
                    .required("url", .text, "Below the version, or whole."), .optional("body", .anything, "The body."),
                    .optional("headers", .anything, "Not used."),
                    .optional("dependsOn", .list(.text), "Requests before it that must have gone well."),
                ])), "1 to \(GraphBatch.limit) requests.")
    ]

    private static let batchAnswer: [JSONSchema.Member] = [
        .required(
            "responses",
            .list(
                .object([
                    .required("id", .text, "Of the request."), .required("status", .integer, "As in HTTP."),
                    .optional("headers", .anything, "Those of the answer."),
                    .optional("body", .anything, "The answer."),
                ])), "In the order of the requests.")
    ]
}
