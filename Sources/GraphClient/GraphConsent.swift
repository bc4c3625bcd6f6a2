internal import JSON

/// An enterprise application, which is there when an administrator has consented to it (Graph: *servicePrincipal*).
package struct GraphApplication: Codable, Sendable {
    package var id: String
    package var appId: String
    package var displayName: String
    /// Whether it may do what was consented to.
    package var accountEnabled: Bool
    /// When an administrator consented.
    package var createdDateTime: String
}

/// That somebody did something that others may ask about (Graph: *remoteActionAudit*).
package struct GraphAudit: Codable, Sendable {
    package var id: String
    package var action: String
    package var detail: String?
    package var deviceDisplayName: String?
    package var managedDeviceId: String?
    package var initiatedByUserPrincipalName: String?
    package var requestDateTime: String
    /// How often it was done in a row, and when last: a reading again within minutes is no entry of its own.
    package var requestCount: Int?
    package var lastRequestDateTime: String?
}

extension GraphConnection {
    /// What the tenant has consented to.
    package func applications() async throws(GraphFailure) -> [GraphApplication] {
        try await list("/servicePrincipals")
    }

    /// Consents to an application for the whole tenant.
    /// - Parameter appID: the application's id everywhere.
    package func consent(to appID: String) async throws(GraphFailure) -> GraphApplication {
        try await post("/servicePrincipals", ["appId": .string(appID)])
    }

    /// Takes an application out of the tenant.
    package func revoke(_ application: GraphApplication) async throws(GraphFailure) {
        try await delete("/servicePrincipals/\(application.id)")
    }

    /// Has the server turn the next requests away with 429.
    /// - Parameter retryAfter: what Retry-After then says, in seconds; nil for an answer without it.
    package func throttle(_ requests: Int, retryAfter: Int?) async throws(GraphFailure) {
        var body: [String: JSONValue] = ["requests": .integer(requests)]
        if let retryAfter { body["retryAfter"] = .integer(retryAfter) }
        try await tell("/throttle", .object(body))
    }

    /// Who did what, the oldest first.
    package func audits() async throws(GraphFailure) -> [GraphAudit] {
        try await list("/deviceManagement/remoteActionAudits", ["$orderby": "requestDateTime"])
    }
}
