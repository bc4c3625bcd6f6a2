/// What a JSON value looks like: of JSON Schema (draft 2020-12) the little that our descriptions need.
package indirect enum JSONSchema: Sendable {
    case text
    /// One of these texts.
    case choice([String])
    case integer
    case number
    case flag
    case list(JSONSchema)
    case object([Member])
    /// A schema with a name, below `components` of the document.
    case named(String)
    /// A point in time, as ISO 8601.
    case instant
    /// Any value.
    case anything
    /// The same, or null.
    case nullable(JSONSchema)

    package struct Member: Sendable {
        package var name: String
        package var schema: JSONSchema
        package var isRequired: Bool
        package var note: String

        package static func required(_ name: String, _ schema: JSONSchema, _ note: String) -> Member {
            Member(name: name, schema: schema, isRequired: true, note: note)
        }

        package static func optional(_ name: String, _ schema: JSONSchema, _ note: String) -> Member {
            Member(name: name, schema: schema, isRequired: false, note: note)
        }
    }

    /// The schema as a document.
    package var value: JSONValue {
        switch self {
        case .text: ["type": "string"]
        case .choice(let values): ["type": "string", "enum": .array(values.map { .string($0) })]
        case .integer: ["type": "integer"]
        case .number: ["type": "number"]
        case .flag: ["type": "boolean"]
        case .list(let schema): ["type": "array", "items": schema.value]
        case .named(let name): ["$ref": .string("#/components/schemas/\(name)")]
        case .object(let members): Self.object(members)
        case .anything: [:]
        case .instant: ["type": "string", "format": "date-time"]
        case .nullable(let schema): ["anyOf": [schema.value, ["type": "null"]]]
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
