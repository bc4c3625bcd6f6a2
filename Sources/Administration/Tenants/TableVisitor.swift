/// Something that is to be done with every table of a tenant, whatever is in it.
package protocol TableVisitor {
    associatedtype Failure: Error

    /// - Parameter name: the table's, which stays the same for as long as anybody keeps what stands in it.
    mutating func visit<Kept>(_ table: inout TenantTable<Kept>, named name: String) throws(Failure)
}

extension Tenant {
    /// Shows every table but that of the passcodes, which nobody may treat like the others.
    package mutating func visitTables<Visitor: TableVisitor>(
        _ visitor: inout Visitor
    ) throws(Visitor.Failure) {
        try visitor.visit(&users, named: "user")
        try visitor.visit(&groups, named: "group")
        try visitor.visit(&memberships, named: "membership")
        try visitor.visit(&servicePrincipals, named: "servicePrincipal")
        try visitor.visit(&permissionGrants, named: "permissionGrant")
        try visitor.visit(&appRoleAssignments, named: "appRoleAssignment")
        try visitor.visit(&devices, named: "device")
        try visitor.visit(&configurations, named: "configuration")
        try visitor.visit(&reports, named: "report")
        try visitor.visit(&deviceNodes, named: "deviceNodes")
        try visitor.visit(&actions, named: "action")
        try visitor.visit(&audits, named: "audit")
    }
}
