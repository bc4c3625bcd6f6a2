import Graph
import JSON
import Testing

@Suite("The description of the API")
struct DescriptionTests {
    @Test("Every operation is in it with its name, its places, its body and an answer")
    func operations() throws {
        let document = GraphDescription.value
        for operation in GraphRoutes.all {
            let described = document["paths"]?[operation.path]?[operation.method.rawValue.lowercased()]
            #expect(described?["operationId"] == .string(operation.name))
            #expect((described?["requestBody"] != nil) == (operation.request != nil), "\(operation.name)")
            #expect(described?["responses"]?[String(operation.answer.status)] != nil, "\(operation.name)")
            for failure in operation.failures {
                #expect(described?["responses"]?[String(failure.status)] != nil, "\(operation.name) \(failure)")
            }
            guard case .array(let parameters)? = described?["parameters"] ?? .array([]) else { continue }
            #expect(
                parameters.compactMap { $0["name"] }
                    == (operation.parameters + operation.optionNames).map { .string($0) })
        }
    }

    @Test("Each reference leads to a schema")
    func references() {
        let document = GraphDescription.value
        let references = Self.references(document)
        #expect(references.count > 20)
        for reference in references {
            let name = String(reference.dropFirst("#/components/schemas/".count))
            #expect(document["components"]?["schemas"]?[name] != nil, "\(reference)")
        }
    }

    private static func references(_ value: JSONValue) -> [String] {
        switch value {
        case .object(let members):
            members.flatMap { name, value in
                if name == "$ref", case .string(let text) = value { [text] } else { references(value) }
            }
        case .array(let values): values.flatMap(references)
        default: []
        }
    }
}
