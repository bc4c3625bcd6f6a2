package import Administration
package import JSON
internal import Notation

/// The API as a function: a tenant and a request go in, an answer comes out and the tenant as it is then.
///
/// It has the names, addresses and shapes of Microsoft Graph for what a tenant has here, under `/v1.0` and `/beta` alike.
package struct GraphAPI: Sendable {
    /// Where clients reach it, without a path: `https://127.0.0.1:8443`.
    package var base: String
    private let passwords: GraphPasswords

    package init(base: String) {
        self.base = base
        passwords = GraphPasswords()
    }

    /// - Parameters:
    ///   - body: of the request that will be answered.
    ///   - hash: makes of a password in it what is kept in its place; nil where it cannot.
    package init(base: String, forPasswordsIn body: JSONValue?, hash: (String) -> PasswordHash?) {
        self.base = base
        passwords = GraphPasswords(in: body, hash: hash)
    }

    /// Answers a request. One that fails has changed nothing.
    /// - Parameter requestID: by which an error tells which request it was; a new one if nil.
    package func answer(
        _ request: GraphRequest, from caller: GraphCaller, _ tenant: inout Tenant, _ occasion: Occasion,
        requestID: String? = nil
    ) -> GraphResponse {
        do {
            let path = try GraphPath(request.target)
            if path.segments == [.name("openapi.json")], request.method == .get {
                return GraphResponse(status: 200, body: GraphDescription.value)
            }
            if path.segments == [.name("$batch")] {
                return try GraphBatch(api: self, version: path.version).answer(request, caller, &tenant, occasion)
            }
            return try answer(request, path, caller, &tenant, occasion)
        } catch {
            let requestID = requestID ?? occasion.newID().rawValue
            return error.response(requestID: requestID, clientRequestID: request.clientRequestID, at: occasion.now)
        }
    }

    private func answer(
        _ request: GraphRequest, _ path: GraphPath, _ caller: GraphCaller, _ tenant: inout Tenant, _ occasion: Occasion
    ) throws(GraphError) -> GraphResponse {
        let (operation, parameters) = try Self.find(request.method, path)
        guard operation.permission.allows(try Self.permissions(of: caller, in: tenant)) else {
            throw GraphError(
                .forbidden, "Application must have one of the following scopes: \(operation.permission)")
        }
        guard operation.request != nil || request.body == nil || operation.method == .post else {
            throw GraphError(.badRequest, "\(operation.method.rawValue) \(operation.path) takes no body.")
        }
        let query = try ODataQuery(path.query, operation.type, allowed: operation.options)
        var call = GraphCall(
            tenant: tenant, occasion: occasion, caller: caller, parameters: parameters, query: query,
            body: request.body, base: base, passwords: passwords)
        let answer = try operation.handle(&call)
        tenant = call.tenant
        var response = GraphResponse(
            status: operation.answer.status, body: body(answer, operation, query, path), effects: call.effects)
        response.throttle = call.throttle
        if case .count = operation.answer { response.headers["Content-Type"] = "text/plain" }
        return response
    }

    /// Whether a request can change the tenant. Others are answered from a copy, while phones go on.
    package static func isKept(_ request: GraphRequest) -> Bool {
        guard let path = try? GraphPath(request.target) else { return request.method != .get }
        if path.segments == [.name("$batch")] { return GraphBatch.isKept(request, version: path.version) }
        guard request.method == .get else { return true }
        return (try? find(.get, path))?.0.isKept ?? false
    }

    /// Whether a request says how many are turned away: it is not turned away itself, or nobody could take that back.
    package static func setsThrottle(_ request: GraphRequest) -> Bool {
        guard request.method == .post, let path = try? GraphPath(request.target) else { return false }
        return (try? find(.post, path))?.0.name == GraphRoutes.throttleName
    }

    /// What a caller may do; nil for all. A user may do no more than their part in the directory lets them at this moment,
    /// whatever a token says: administrators manage, others see who they are.
    private static func permissions(
        of caller: GraphCaller, in tenant: Tenant
    ) throws(GraphError) -> Set<String>? {
        guard let name = caller.userPrincipalName else { return caller.permissions }
        guard let user = tenant.user(named: name), user.accountEnabled else {
            throw GraphError(.unauthorized, "The user '\(name)' is not in the directory any more, or is disabled.")
        }
        guard tenant.mayConsent(name) else {
            return caller.permissions?.intersection([GraphRoutes.ownPage]) ?? [GraphRoutes.ownPage]
        }
        return caller.permissions
    }

    /// The operation of a path.
    private static func find(
        _ method: GraphRequest.Method, _ path: GraphPath
    ) throws(GraphError) -> (GraphOperation, [String: String]) {
        let found = GraphRoutes.all.compactMap { operation in
            operation.template.match(path.segments).map { (operation, $0) }
        }
        if let match = found.first(where: { $0.0.method == method }) { return match }
        guard found.isEmpty else {
            let methods = found.map(\.0.method.rawValue).joined(separator: ", ")
            throw GraphError(.wrongMethod, "\(method.rawValue) is not for \(path.text); it takes \(methods).")
        }
        throw GraphError(.badRequest, "Resource not found for the segment '\(stranger(path))'.")
    }

    /// The first segment with which no operation goes on, for a sentence.
    private static func stranger(_ path: GraphPath) -> String {
        let known = Set(
            GraphRoutes.all.flatMap { operation in
                operation.template.parts.compactMap { if case .name(let name) = $0 { name.lowercased() } else { nil } }
            })
        let names = path.segments.compactMap { if case .name(let name) = $0 { name } else { nil } }
        return names.first { !known.contains($0.lowercased()) && !ObjectID.isGUID($0) } ?? names.last ?? path.text
    }

    private func body(
        _ answer: GraphAnswer, _ operation: GraphOperation, _ query: ODataQuery, _ path: GraphPath
    ) -> JSONValue? {
        let root = "\(base)/\(path.version)"
        switch answer {
        case .nothing: return nil
        case .object(let object):
            var shown = query.shown(object)
            shown["@odata.context"] = .string("\(root)/$metadata#\(operation.contextName)/$entity")
            return .object(shown)
        case .objects(let objects): return self.list(GraphObjects(objects), operation, query, path)
        case .rows(let rows): return self.list(rows, operation, query, path)
        }
    }

    private func list(
        _ objects: GraphObjects, _ operation: GraphOperation, _ query: ODataQuery, _ path: GraphPath
    ) -> JSONValue {
        let page = ODataPage(objects, query)
        if case .count = operation.answer { return .integer(page.count) }
        var list: GraphObject = [
            "@odata.context": .string("\(base)/\(path.version)/$metadata#\(operation.contextName)"),
            "@odata.count": .integer(page.count), "value": .array(page.objects.map { .object(query.shown($0)) }),
        ]
        if let next = page.next { list["@odata.nextLink"] = .string(link(path, query, next)) }
        return .object(list)
    }

    private func link(_ path: GraphPath, _ query: ODataQuery, _ next: Int) -> String {
        let options = query.kept + [("$skiptoken", String(next))]
        return base + path.text + "?" + options.map { "\($0.name)=\($0.value.percentEncoded)" }.joined(separator: "&")
    }
}

extension ODataQuery {
    /// What of an object is shown: what was selected, what was expanded, and what OData says of it.
    func shown(_ object: GraphObject) -> GraphObject {
        guard let select, !select.contains("*") else { return object }
        return object.filter { select.contains($0.key) || expand.contains($0.key) || $0.key.contains("@odata.") }
    }
}

extension GraphOperation {
    /// The path without its places, as contexts name it.
    fileprivate var contextName: String {
        template.parts.compactMap { if case .name(let name) = $0, name != "$ref" { name } else { nil } }
            .joined(separator: "/")
    }
}
