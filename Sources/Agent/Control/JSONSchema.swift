/// What a JSON value looks like: of JSON Schema (draft 2020-12) the little that the control API needs.
package indirect enum JSONSchema: Sendable {
    case text
    /// One of these texts.
    case choice([String])
    case integer
    case number
    case flag
    case list(JSONSchema)
    case object([Member])
    /// A schema with a name, from `ControlSchemas`.
    case named(String)

    package struct Member: Sendable {
        package var name: String
        package var schema: JSONSchema
        package var isRequired: Bool
        package var note: String

        static func required(_ name: String, _ schema: JSONSchema, _ note: String) -> Member {
            Member(name: name, schema: schema, isRequired: true, note: note)
        }

        static func optional(_ name: String, _ schema: JSONSchema, _ note: String) -> Member {
            Member(name: name, schema: schema, isRequired: false, note: note)
        }
    }

    /// The schema as a document.
    var value: JSONValue {
        switch self {
        case .text: ["type": "string"]
        case .choice(let values): ["type": "string", "enum": .array(values.map { .string($0) })]
        case .integer: ["type": "integer"]
        case .number: ["type": "number"]
        case .flag: ["type": "boolean"]
        case .list(let schema): ["type": "array", "items": schema.value]
        case .named(let name): ["$ref": .string("#/components/schemas/\(name)")]
        case .object(let members): Self.object(members)
        }
    }

    private static func object(_ members: [Member]) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for member in members {
            guard case .object(var schema) = member.schema.value else { continue }
            schema["description"] = .string(member.note)
            properties[member.name] = .object(schema)
        }
        return [
            "type": "object", "properties": .object(properties),
            "required": .array(members.filter(\.isRequired).map { .string($0.name) }),
        ]
    }
}
