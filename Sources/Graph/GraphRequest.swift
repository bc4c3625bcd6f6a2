package import JSON
package import Notation

/// Who asks: an application or a user, and what they may do.
package struct GraphCaller: Equatable, Sendable {
    /// As lists of what was done name it.
    package var name: String
    /// The user who asks, for `/me`; nil for an application.
    package var userPrincipalName: String?
    /// Permissions by Graph's names; nil for all.
    package var permissions: Set<String>?

    package init(name: String, userPrincipalName: String? = nil, permissions: Set<String>? = nil) {
        self.name = name
        self.userPrincipalName = userPrincipalName
        self.permissions = permissions
    }
}

/// A request to the API, without HTTP.
package struct GraphRequest: Equatable, Sendable {
    package enum Method: String, Sendable, CaseIterable {
        case get = "GET"
        case post = "POST"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    package var method: Method
    /// Path and query as they were asked for, or the whole address: `/v1.0/users?$top=1`.
    package var target: String
    /// nil where there is none.
    package var body: JSONValue?
    /// `client-request-id`.
    package var clientRequestID: String?

    package init(
        _ method: Method, _ target: String, body: JSONValue? = nil, clientRequestID: String? = nil
    ) {
        self.method = method
        self.target = target
        self.body = body
        self.clientRequestID = clientRequestID
    }
}

/// An answer, without HTTP.
package struct GraphResponse: Equatable, Sendable {
    package var status: Int
    package var headers: [String: String] = [:]
    /// nil for an answer without a body.
    package var body: JSONValue?
    /// What has to follow outside.
    package var effects: [GraphEffect] = []
    /// How many requests the service is to turn away from now on, where somebody asked for that.
    var throttle: GraphThrottle?

    package init(
        status: Int, headers: [String: String] = [:], body: JSONValue? = nil, effects: [GraphEffect] = []
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.effects = effects
    }
}

/// What has to follow a request outside of the tenant.
package enum GraphEffect: Hashable, Sendable {
    /// Tell a device, by the name that it has in its messages, that its server wants a session.
    case push(managementName: String)
}

extension GraphError {
    /// The error as an answer.
    package func response(requestID: String, clientRequestID: String?, at now: Instant) -> GraphResponse {
        GraphResponse(
            status: code.status,
            body: [
                "error": [
                    "code": .string(code.rawValue), "message": .string(message),
                    "innerError": [
                        "date": .string(now.text), "request-id": .string(requestID),
                        "client-request-id": .string(clientRequestID ?? requestID),
                    ],
                ]
            ])
    }
}
