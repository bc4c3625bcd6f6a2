package import JSON

/// The description of the API (OpenAPI 3.1.0), made from the table that also makes its router.
package enum GraphDescription {
    package static var value: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Understudy lab, in the shape of Microsoft Graph", "version": "1",
                "description":
                    "What administrators see and do. The paths are below /v1.0 and /beta alike; keys may stand in parentheses, and the case of a path does not matter.",
            ],
            "servers": [["url": "/v1.0"], ["url": "/beta"]],
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas), "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
            ],
            "security": [["token": []]],
        ]
    }

    private static var schemas: [String: JSONValue] {
        var schemas = Dictionary(
            GraphType.all.map { ($0.name, $0.type.schema.value) }, uniquingKeysWith: { first, _ in first })
        schemas["error"] = JSONSchema.object([.required("error", .named("publicError"), "What is wrong.")]).value
        schemas["publicError"] =
            JSONSchema.object([
                .required("code", .choice(GraphError.Code.allCases.map(\.rawValue)), "For programs."),
                .required("message", .text, "What happened and what to do."),
                .required(
                    "innerError",
                    .object([
                        .required("date", .instant, "When."), .required("request-id", .text, "Which request."),
                        .required("client-request-id", .text, "The client's own name for it."),
                    ]), "Which request it was."),
            ]).value
        return schemas
    }

    private static var paths: [String: JSONValue] {
        var paths: [String: GraphObject] = [:]
        for operation in GraphRoutes.all {
            paths[operation.path, default: [:]][operation.method.rawValue.lowercased()] = value(of: operation)
        }
        return paths.mapValues { .object($0) }.merging(besideTable) { first, _ in first }
    }

    private static func value(of operation: GraphOperation) -> JSONValue {
        var members: GraphObject = [
            "operationId": .string(operation.name), "summary": .string(operation.summary),
            "description": .string("Needs the permission \(operation.permission)."),
            "responses": .object(responses(of: operation)),
        ]
        let parameters = operation.parameters.map(pathParameter) + operation.optionNames.map(queryParameter)
        if !parameters.isEmpty { members["parameters"] = .array(parameters) }
        if let request = operation.request {
            members["requestBody"] = [
                "required": .bool(!operation.isRequestOptional), "content": json(request.value),
            ]
        }
        return .object(members)
    }

    static func pathParameter(_ name: String) -> JSONValue {
        [
            "name": .string(name), "in": "path", "required": true,
            "schema": ["type": "string", "minLength": .integer(1)],
        ]
    }

    private static func queryParameter(_ name: String) -> JSONValue {
        let schema: JSONValue =
            switch ODataQuery.Option(rawValue: name) {
            case .top: ["type": "integer", "minimum": .integer(1)]
            case .skip, .skiptoken: ["type": "integer", "minimum": .integer(0)]
            case .count: ["type": "boolean"]
            case .select, .filter, .search, .orderby, .expand, nil: ["type": "string"]
            }
        return ["name": .string(name), "in": "query", "required": false, "schema": schema]
    }

    private static func responses(of operation: GraphOperation) -> GraphObject {
        var responses: GraphObject = [String(operation.answer.status): answer(operation.answer)]
        // What anybody can meet: a query or a path that cannot be read, no token, no permission, no room on disk.
        let failures = Set(operation.failures + [.badRequest, .unauthorized, .forbidden, .tooManyRequests, .notKept])
        for status in Set(failures.map(\.status)) {
            let codes = failures.filter { $0.status == status }.map(\.rawValue).sorted()
            responses[String(status)] = [
                "description": .string(codes.joined(separator: ", ")), "content": json(JSONSchema.named("error").value),
            ]
        }
        return responses
    }

    private static func answer(_ answer: GraphOperation.Answer) -> JSONValue {
        switch answer {
        case .nothing: return ["description": "It is done."]
        case .count(let type):
            return [
                "description": .string("How many objects of type \(type.name) there are."),
                "content": ["text/plain": ["schema": JSONSchema.integer.value]],
            ]
        case .object(let type), .created(let type):
            return ["description": .string("One \(type.name)."), "content": json(reference(type))]
        case .page(let type), .list(let type):
            let list: JSONValue = [
                "type": "object", "required": ["value"],
                "properties": [
                    "@odata.context": ["type": "string"], "@odata.count": ["type": "integer"],
                    "@odata.nextLink": ["type": "string"], "value": ["type": "array", "items": reference(type)],
                ],
            ]
            return ["description": .string("Objects of type \(type.name)."), "content": json(list)]
        }
    }

    private static func reference(_ type: GraphType) -> JSONValue {
        let name = GraphType.all.first { $0.type.name == type.name }?.name
        return name.map { JSONSchema.named($0).value } ?? type.schema.value
    }

    static func json(_ schema: JSONValue) -> JSONValue { ["application/json": ["schema": schema]] }
}
