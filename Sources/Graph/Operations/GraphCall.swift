internal import Administration
internal import JSON

/// One request on its way through an operation.
struct GraphCall {
    var tenant: Tenant
    let occasion: Occasion
    let caller: GraphCaller
    let parameters: [String: String]
    let query: ODataQuery
    let body: JSONValue?
    /// Where clients reach the server, for addresses in answers.
    let base: String
    let passwords: GraphPasswords
    /// What has to follow outside.
    var effects: [GraphEffect] = []
    /// How many requests are to be turned away from now on, where somebody asked for that.
    var throttle: GraphThrottle?

    /// The id that stands at a place of the path.
    func id(_ name: String = "id") -> ObjectID { ObjectID(parameters[name] ?? "") }

    /// The object of an id.
    func find<Row>(
        _ table: KeyPath<Tenant, TenantTable<Row>>, _ what: String, _ name: String = "id"
    ) throws(GraphError) -> Row {
        guard let row = tenant[keyPath: table][id(name)] else {
            throw GraphError(.notFound, "Resource '\(id(name))' does not exist: there is no such \(what).")
        }
        return row
    }

    /// Changes the tenant by its rules.
    mutating func change<Value>(
        _ body: (inout Tenant) throws(AdministrationError) -> Value
    ) throws(GraphError) -> Value {
        do {
            return try body(&tenant)
        } catch {
            throw GraphError(error)
        }
    }

    /// An object with what it leads to, where `$expand` wants that.
    func expanded(
        _ object: GraphObject, _ navigation: String, _ related: @autoclosure () -> [GraphObject]
    ) -> GraphObject {
        guard query.expand.contains(navigation) else { return object }
        var object = object
        object[navigation] = .array(related().map { .object($0) })
        return object
    }

    /// Whether somebody wants to see a property: all are shown where no selection is given.
    func shows(_ property: String) -> Bool {
        query.select.map { $0.contains(property) || $0.contains("*") } ?? true
    }
}
