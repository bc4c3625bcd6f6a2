package import JSON
import Wire

/// The description of the control API (OpenAPI 3.1.0), made from the table that also makes its router.
package enum OpenAPIDocument {
    package static var value: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Understudy control API", "version": "1",
                "description":
                    "Watch and use a simulated phone that runs. Port and token are in its state folder, in control.json.",
            ],
            "paths": .object(paths),
            "components": [
                "schemas": .object(ControlSchemas.all.mapValues(\.value)),
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
            ],
            "security": [["token": []]],
        ]
    }

    private static var paths: [String: JSONValue] {
        var paths: [String: [String: JSONValue]] = [:]
        for operation in ControlRoutes.all {
            paths[operation.path, default: [:]][operation.method.rawValue.lowercased()] = value(of: operation)
        }
        return paths.mapValues { .object($0) }
    }

    private static func value(of operation: ControlOperation) -> JSONValue {
        var members: [String: JSONValue] = [
            "operationId": .string(operation.name), "summary": .string(operation.summary),
            "responses": .object(responses(of: operation)),
        ]
        if !operation.needsToken { members["security"] = [] }
        if !operation.parameters.isEmpty { members["parameters"] = .array(operation.parameters.map(value)) }
        if let request = operation.request {
            members["requestBody"] = ["required": true, "content": json(.named(request))]
        }
        return .object(members)
    }

    private static func value(of parameter: ControlOperation.Parameter) -> JSONValue {
        [
            "name": .string(parameter.name), "in": "query", "required": false,
            "description": .string(parameter.note), "schema": parameter.schema.value,
        ]
    }

    private static func responses(of operation: ControlOperation) -> [String: JSONValue] {
        var responses: [String: JSONValue] = ["200": success(operation.answer)]
        // Every operation refuses a parameter that it does not have.
        let all = Set((operation.needsToken ? [.unauthorized] : []) + operation.failures + [.badRequest])
        for (status, codes) in Dictionary(grouping: all, by: \.httpStatus) {
            let names = codes.map(\.rawValue).sorted().joined(separator: ", ")
            responses["\(status)"] = ["description": .string(names), "content": json(.named("ControlError"))]
        }
        return responses
    }

    private static func success(_ answer: ControlOperation.Content) -> JSONValue {
        switch answer {
        case .json(let schema): ["description": "Done.", "content": json(schema)]
        case .text(let mediaType, let note):
            [
                "description": .string(note),
                "content": .object([mediaType: ["schema": JSONSchema.text.value]]),
            ]
        }
    }

    private static func json(_ schema: JSONSchema) -> JSONValue { ["application/json": ["schema": schema.value]] }
}
