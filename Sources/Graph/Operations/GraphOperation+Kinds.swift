internal import Administration

/// Operations that are the same for objects of every kind, but for the kind.
extension GraphOperation {
    /// Shows one object, by what the path says of it.
    /// - Parameter object: the object as it is shown; throws `.notFound` where there is none.
    static func one(
        _ path: String, _ name: String, _ summary: String, permission: GraphPermission, _ type: GraphType,
        _ object: @escaping @Sendable (GraphCall) throws(GraphError) -> GraphObject
    ) -> GraphOperation {
        GraphOperation(
            .get, path, name, summary, permission: permission, answer: .object(type), failures: [.notFound]
        ) { call throws(GraphError) in .object(try object(call)) }
    }

    /// Removes the object whose id stands in the path.
    static func removal(
        _ path: String, _ name: String, _ summary: String, permission: GraphPermission,
        failures: [GraphError.Code] = [.notFound],
        _ remove: @escaping @Sendable (inout Tenant, ObjectID, Occasion) throws(AdministrationError) -> Void
    ) -> GraphOperation {
        GraphOperation(
            .delete, path, name, summary, permission: permission, answer: .nothing, failures: failures
        ) { call throws(GraphError) in
            let (id, occasion) = (call.id(), call.occasion)
            try call.change { tenant throws(AdministrationError) in try remove(&tenant, id, occasion) }
            return .nothing
        }
    }
}
