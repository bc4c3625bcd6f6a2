import ManagementTree

/// EnterpriseAPN: access points of an enterprise in the cellular network, which are stored (Microsoft, *EnterpriseAPN CSP*).
struct EnterpriseAPNProvider: Provider {
    let makesNodes = false

    func sights(in phone: Phone) -> [String] {
        let connections = phone.tree.node(at: ["Vendor", "MSFT", "EnterpriseAPN"], in: .device)?.children ?? []
        // Settings counts for all connections, and is none.
        return connections.filter { NodeName($0.name) != "Settings" }.map { connection in
            var sight = "has the cellular connection \(connection.name)"
            if let point = connection.child("APNName")?.value?.text { sight += " by the access point \(point)" }
            if connection.child("Enabled")?.value?.flag == false { sight += ", which is off" }
            return sight
        }
    }
}
