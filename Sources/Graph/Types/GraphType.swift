package import JSON

/// A type of objects as Graph describes it: which properties it has, what they look like, what they can be asked by.
package struct GraphType: Sendable {
    package struct Property: Sendable {
        package var name: String
        package var schema: JSONSchema
        package var note: String
        /// Whether `$filter` and `$orderby` take it: what is one plain value.
        package var isFilterable: Bool
        /// Whether whoever creates or changes an object may write it.
        package var isWritable = false

        /// The schema of what it is where it is not null.
        var plainSchema: JSONSchema {
            guard case .nullable(let schema) = schema else { return schema }
            return schema
        }

        /// Whether null is one of its values.
        var isNullable: Bool {
            switch schema {
            case .nullable, .anything: true
            case .text, .choice, .integer, .number, .flag, .list, .object, .named, .instant: false
            }
        }
    }

    /// Without `microsoft.graph.`.
    package let name: String
    package let properties: [Property]
    /// What `$expand` takes.
    package var navigations: [String] = []
    /// What clients of Graph write too, and the lab does not keep: exported profiles hold such members.
    package var tolerated: Set<String> = []

    /// A property by its name in any case, as OData has it in queries.
    func property(_ name: String) -> Property? {
        let wanted = name.lowercased()
        return properties.first { $0.name.lowercased() == wanted }
    }

    /// The type as a schema; what is expanded is not part of it.
    package var schema: JSONSchema {
        .object(
            [.optional("@odata.type", .text, "#microsoft.graph.\(name)")]
                + properties.map { .optional($0.name, $0.schema, $0.note) })
    }
}

extension GraphType.Property {
    static func text(_ name: String, _ note: String, writable: Bool = false) -> GraphType.Property {
        GraphType.Property(
            name: name, schema: .nullable(.text), note: note, isFilterable: true, isWritable: writable)
    }

    /// A text that is never null, such as a name.
    static func name(_ name: String, _ note: String, writable: Bool = false) -> GraphType.Property {
        GraphType.Property(name: name, schema: .text, note: note, isFilterable: true, isWritable: writable)
    }

    static func instant(_ name: String, _ note: String) -> GraphType.Property {
        GraphType.Property(name: name, schema: .nullable(.instant), note: note, isFilterable: true)
    }

    static func flag(_ name: String, _ note: String, writable: Bool = false) -> GraphType.Property {
        GraphType.Property(name: name, schema: .flag, note: note, isFilterable: true, isWritable: writable)
    }

    static func integer(_ name: String, _ note: String) -> GraphType.Property {
        GraphType.Property(name: name, schema: .integer, note: note, isFilterable: true)
    }

    static func list(
        _ name: String, of schema: JSONSchema, _ note: String, writable: Bool = false
    ) -> GraphType.Property {
        GraphType.Property(
            name: name, schema: .list(schema), note: note, isFilterable: false, isWritable: writable)
    }

    static func choice(_ name: String, _ values: [String], _ note: String) -> GraphType.Property {
        GraphType.Property(name: name, schema: .choice(values), note: note, isFilterable: true)
    }
}
