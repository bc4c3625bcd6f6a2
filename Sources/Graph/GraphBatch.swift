internal import Administration
internal import JSON
internal import Notation

/// Several requests in one (Graph, *JSON batching*): done in their order, each by itself.
struct GraphBatch {
    /// Graph takes so many.
    static let limit = 20

    let api: GraphAPI
    let version: String

    private struct Item {
        var id: String
        var dependsOn: [String]
        var request: GraphRequest
    }

    func answer(
        _ request: GraphRequest, _ caller: GraphCaller, _ tenant: inout Tenant, _ occasion: Occasion
    ) throws(GraphError) -> GraphResponse {
        guard request.method == .post else { throw GraphError(.wrongMethod, "$batch takes POST.") }
        let body = try GraphBody(request.body, what: "batch", known: ["requests"])
        let listed = try body.required("requests", try body.list("requests"))
        guard (1...Self.limit).contains(listed.count) else {
            throw GraphError(.badRequest, "A batch has 1 to \(Self.limit) requests; this has \(listed.count).")
        }
        let items = try listed.map { value throws(GraphError) in try item(value) }
        try Self.check(items)
        var statuses: [String: Int] = [:]
        var responses: [JSONValue] = []
        var effects: [GraphEffect] = []
        var throttle: GraphThrottle?
        for item in items {
            let response = answer(item, statuses, caller, &tenant, occasion)
            statuses[item.id] = response.status
            effects += response.effects
            throttle = response.throttle ?? throttle
            responses.append(Self.value(item.id, response))
        }
        var whole = GraphResponse(status: 200, body: ["responses": .array(responses)], effects: effects)
        whole.throttle = throttle
        return whole
    }

    /// Whether any request of a batch can change the tenant. One that cannot be read has the whole batch refused.
    static func isKept(_ batch: GraphRequest, version: String) -> Bool {
        guard case .array(let requests)? = batch.body?["requests"] else { return false }
        return requests.prefix(limit).contains { request in
            guard case .string(let name)? = request["method"], case .string(let url)? = request["url"],
                let method = GraphRequest.Method(rawValue: name.uppercased())
            else { return false }
            return GraphAPI.isKept(GraphRequest(method, target(url, version)))
        }
    }

    /// Before anything is done: ids must differ, and what a request depends on must come before it.
    private static func check(_ items: [Item]) throws(GraphError) {
        var known: Set<String> = []
        for item in items {
            if let other = item.dependsOn.first(where: { !known.contains($0) }) {
                throw GraphError(
                    .badRequest, "Request '\(item.id)' depends on '\(other)', which does not come before it.")
            }
            guard known.insert(item.id).inserted else {
                throw GraphError(.badRequest, "Two requests of the batch have the same id.")
            }
        }
    }

    private func answer(
        _ item: Item, _ statuses: [String: Int], _ caller: GraphCaller, _ tenant: inout Tenant, _ occasion: Occasion
    ) -> GraphResponse {
        let failed = item.dependsOn.first { !(200..<300).contains(statuses[$0] ?? 0) }
        guard let failed else { return api.answer(item.request, from: caller, &tenant, occasion) }
        return GraphError(.failedDependency, "Request '\(failed)', on which this depends, has failed.")
            .response(requestID: occasion.newID().rawValue, clientRequestID: nil, at: occasion.now)
    }

    private func item(_ value: JSONValue) throws(GraphError) -> Item {
        let known: Set<String> = ["id", "method", "url", "headers", "body", "dependsOn", "depends_on"]
        let body = try GraphBody(value, what: "batch request", known: known)
        let url = try body.required("url", try body.text("url"))
        let name = try body.required("method", try body.text("method"))
        guard let method = GraphRequest.Method(rawValue: name.uppercased()) else {
            throw body.wrong("method", "GET, POST, PATCH or DELETE")
        }
        // Microsoft's own client writes `depends_on`, against its documentation.
        let (others, misspelt) = (try body.list("dependsOn"), try body.list("depends_on"))
        let dependsOn = try (others ?? misspelt ?? []).map { (other: JSONValue) throws(GraphError) -> String in
            guard case .string(let id) = other else { throw body.wrong("dependsOn", "a list of ids") }
            return id
        }
        guard !url.lowercased().contains("$batch") else {
            throw GraphError(.badRequest, "A batch cannot stand in a batch.")
        }
        return Item(
            id: try body.required("id", try body.text("id")), dependsOn: dependsOn,
            request: GraphRequest(method, Self.target(url, version), body: body["body"]))
    }

    /// The address of an inner request: one without a version has the batch's, and a whole one is taken as it is.
    private static func target(_ url: String, _ version: String) -> String {
        if WebAddress(url) != nil { return url }
        let first = url.split(separator: "/").first?.lowercased()
        let path = url.hasPrefix("/") ? url : "/\(url)"
        return first == "v1.0" || first == "beta" ? path : "/\(version)\(path)"
    }

    private static func value(_ id: String, _ response: GraphResponse) -> JSONValue {
        var members: GraphObject = ["id": .string(id), "status": .integer(response.status)]
        if let body = response.body {
            members["headers"] = ["Content-Type": "application/json"]
            members["body"] = body
        }
        return .object(members)
    }
}
