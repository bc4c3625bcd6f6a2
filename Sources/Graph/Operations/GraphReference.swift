internal import Administration
internal import JSON

/// The body by which an object is put into a list of members (OData 4.01, protocol 11.4.6.1): its address.
struct GraphReference: Equatable {
    /// Of the user or device that is meant.
    let id: ObjectID

    static let schema = JSONSchema.object([
        .required("@odata.id", .text, "The address of the user or device, or one that ends so.")
    ])

    init(_ body: JSONValue?) throws(GraphError) {
        let body = try GraphBody(body, what: "reference", known: [])
        id = ObjectID(try Self.lastKey(try body.required("@odata.id", try body.text("@odata.id"))))
    }

    /// The key at the end of an address: `…/directoryObjects/ID` or `…/users('ID')`.
    private static func lastKey(_ address: String) throws(GraphError) -> String {
        let last = address.split(separator: "/").last.map(String.init) ?? ""
        let key = last.hasSuffix(")") ? last.split(separator: "(").last?.dropLast() : last[...]
        let unquoted = (key ?? "").filter { $0 != "'" }
        guard !unquoted.isEmpty else {
            throw GraphError(
                .badRequest, "The property '@odata.id' of reference must be an address that ends with an id.")
        }
        return unquoted
    }
}
