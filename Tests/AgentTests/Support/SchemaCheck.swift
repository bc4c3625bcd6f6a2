import JSON

/// Checks values against the schemas of an OpenAPI document, strictly: what a schema does not name must not be there.
struct SchemaCheck {
    let document: JSONValue

    /// What is wrong with a value; empty where nothing is.
    func faults(_ value: JSONValue, _ schema: JSONValue, at place: String = "") -> [String] {
        if case .string(let reference)? = schema["$ref"] {
            let name = String(reference.dropFirst("#/components/schemas/".count))
            guard let named = document["components"]?["schemas"]?[name] else { return ["\(reference) leads nowhere"] }
            return faults(value, named, at: place)
        }
        switch (schema["type"], value) {
        case ("string", .string):
            guard case .array(let allowed)? = schema["enum"], !allowed.contains(value) else { return [] }
            return ["\(place): \(value) is not one of the values"]
        case ("integer", .integer), ("number", .integer), ("number", .number), ("boolean", .bool): return []
        case ("array", .array(let elements)):
            guard let items = schema["items"] else { return ["\(place): the schema has no items"] }
            return elements.enumerated().flatMap { faults($0.element, items, at: "\(place)[\($0.offset)]") }
        case ("object", .object(let members)): return faults(members, schema, at: place)
        default: return ["\(place): \(value) is not of the type \(schema["type"] ?? .null)"]
        }
    }

    private func faults(_ members: [String: JSONValue], _ schema: JSONValue, at place: String) -> [String] {
        guard case .object(let properties)? = schema["properties"], case .array(let required)? = schema["required"]
        else { return ["\(place): the schema has no properties"] }
        var faults = required.compactMap { name -> String? in
            guard case .string(let name) = name, members[name] == nil else { return nil }
            return "\(place): \(name) is missing"
        }
        for (name, value) in members {
            if let property = properties[name] {
                faults += self.faults(value, property, at: "\(place).\(name)")
            } else {
                faults.append("\(place): \(name) is not described")
            }
        }
        return faults
    }
}
