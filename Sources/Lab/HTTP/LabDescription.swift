internal import HTTPTypes
internal import JSON

/// The description of the interface below `/lab` (OpenAPI 3.1.0). The Graph-shaped API describes itself.
enum LabDescription {
    static var value: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Understudy lab", "version": "1",
                "description": "Phones, raw commands for them, and what happens: for people and tests.",
            ],
            "servers": [["url": "/lab"]], "paths": .object(paths),
            "components": [
                "schemas": .object(schemas.mapValues(\.value)),
                "securitySchemes": ["token": ["type": "http", "scheme": "bearer"]],
            ],
            "security": [["token": []]],
        ]
    }

    private static var paths: [String: JSONValue] {
        var paths: [String: [String: JSONValue]] = [:]
        for operation in LabOperation.all {
            let path = operation.path.split(separator: "/").map {
                $0.hasPrefix(":") ? "{\($0.dropFirst())}" : String($0)
            }
            paths["/" + path.joined(separator: "/"), default: [:]][operation.method.rawValue.lowercased()] =
                value(of: operation)
        }
        return paths.mapValues { .object($0) }
    }

    private static func value(of operation: LabOperation) -> JSONValue {
        var members: [String: JSONValue] = [
            "operationId": .string(operation.name), "summary": .string(operation.summary),
            "responses": .object(responses(of: operation)),
        ]
        let places: [JSONValue] = operation.places.map { name in
            let schema: JSONValue =
                name == "number" ? ["type": "integer"] : ["type": "string", "minLength": .integer(1)]
            return ["name": .string(name), "in": "path", "required": true, "schema": schema]
        }
        let query: [JSONValue] = operation.query.map { parameter in
            [
                "name": .string(parameter.name), "in": "query", "required": false,
                "description": .string(parameter.note), "schema": parameter.schema.value,
            ]
        }
        if !(places + query).isEmpty { members["parameters"] = .array(places + query) }
        switch operation.body {
        case nil: break
        case .json(let schema): members["requestBody"] = ["required": true, "content": json(schema)]
        case .commands:
            let syncML: JSONValue = ["schema": ["type": "string"]]
            let object = JSONSchema.object([.required("syncml", .text, "Commands, a SyncBody, or a message.")])
            members["requestBody"] = [
                "required": true,
                "content": [
                    "application/json": ["schema": object.value], "application/vnd.syncml.dm+xml": syncML,
                    "application/xml": syncML,
                ],
            ]
        }
        return .object(members)
    }

    private static func responses(of operation: LabOperation) -> [String: JSONValue] {
        var responses: [String: JSONValue] = ["200": ["description": "It.", "content": json(operation.answer)]]
        // What anybody can meet: a value that is none, no token, another host's name, a body where none is taken.
        for status in Set(operation.failures + [400, 401, 415, 421]) {
            responses[String(status)] = [
                "description": "Refused, with the reason.", "content": json(.named("error")),
            ]
        }
        return responses
    }

    private static func json(_ schema: JSONSchema) -> JSONValue { ["application/json": ["schema": schema.value]] }

    private static let schemas: [String: JSONSchema] = [
        "error": .object([.required("error", .text, "What is wrong and what to do.")]),
        "device": .object([
            .required("id", .text, "As its messages name it."),
            .required("state", .choice(["stranger", "enrolled", "unenrolled"]), "How it stands to the server."),
            .optional("user", .text, "Who enrolled it."), .optional("tenant", .text, "Its directory, by its token."),
            .optional("certificate", .text, "The SHA-1 thumbprint of its certificate."),
            .optional("loginStatus", .text, "What its last alert said of the user."),
            .required("properties", .anything, "The leaves of ./DevInfo."),
            .optional("passcode", .text, "The PIN that it has made, as long as it is shown."),
            .required("waiting", .integer, "How many commands wait for it."),
        ]),
        "command": .object([
            .required("number", .integer, "In the phone's queue."), .required("command", .text, "Its name."),
            .optional("address", .text, "What it is for."),
            .required("state", .choice(["waiting", "sent", "done"]), "How far it has come."),
            .required(
                "statuses",
                .list(
                    .object([
                        .required("command", .text, "Cmd."), .optional("address", .text, "What it was for."),
                        .required("code", .integer, "The status."),
                    ])), "In the order received."),
            .required(
                "results",
                .list(
                    .object([
                        .required("address", .text, "The node."), .optional("format", .text, "Its format."),
                        .optional("type", .text, "Its type."), .required("data", .text, "Its value."),
                    ])), "In the order received."),
        ]),
        "consent": .object([
            .required("tenant", .text, "The directory."), .required("application", .text, "Its id."),
            .required("name", .text, "Its name."),
            .optional("administrator", .text, "Who consented; missing where the lab was set up so."),
            .required("time", .integer, "Seconds since 1970."),
        ]),
        "event": .object([
            .required("number", .integer, "Counted from 1."), .required("time", .integer, "Seconds since 1970."),
            .optional("device", .text, "The phone."),
            .required("kind", .choice(LabEvent.Kind.allCases.map(\.rawValue)), "What it was."),
            .required("detail", .text, "What exactly."),
        ]),
    ]
}
