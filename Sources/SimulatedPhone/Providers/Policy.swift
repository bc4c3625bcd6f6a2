import ManagementTree

/// Policy: what the server wishes under Config, what is in force under Result (Microsoft, *Policy CSP*).
struct PolicyProvider: Provider {
    /// A Result node gives the value in force: merged over the sources that wrote one, else the default of the DDF.
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        // Vendor, MSFT, Policy, Result, the area, the policy.
        guard node.place.hasPrefix("Result/"), node.uri.depth == 6 else { return nil }
        let names = node.uri.names
        if names[4] == "DeviceLock" {
            return PolicyMerge(phone).result(of: names[5]).map { .int($0) }
        }
        return phone.tree.node(
            at: ["Vendor", "MSFT", "Policy", "Config", names[4], names[5]], in: node.uri.scope)?.value
    }
}

/// How the sources of the DeviceLock area come together: Policy/Config and the older DeviceLock CSP.
struct PolicyMerge {
    /// The nodes of the older CSP, one for each server, and that of Policy/Config; they are looked up once for all
    /// policies, because the phone asks for many of them at a time.
    private let older: [TreeNode]
    private let config: TreeNode?
    private let blueprint: Blueprint

    init(_ phone: Phone) {
        older = phone.tree.node(Self.olderID)?.children ?? []
        config = phone.tree.node(Self.configID)
        blueprint = phone.blueprint
    }

    private static let olderID = NodeID(["Vendor", "MSFT", "DeviceLock", "Provider"], in: .device)
    private static let configID = NodeID(["Vendor", "MSFT", "Policy", "Config", "DeviceLock"], in: .device)

    /// What the sources wrote of a policy, merged; nil where none did.
    func number(of policy: NodeName) -> Int? {
        let numbers = written(policy)
        // With one source there is nothing to merge, and the large file of the Policy CSP need not be read.
        return numbers.count > 1 ? rule(of: policy).resolve(numbers) : numbers.first
    }

    /// The number in force; nil where the default of the DDF is.
    func result(of policy: NodeName) -> Int? {
        guard let implied = implied(policy) else { return number(of: policy) }
        let isOff = number(of: "DevicePasswordEnabled") == 1
        return isOff ? implied : number(of: policy) ?? implied
    }

    /// What other policies make of length and complex characters (Microsoft, *Policy CSP, DeviceLock*): a password that is
    /// off makes both 0; one that is on makes them 4 and 1, with letters required (AlphanumericDevicePasswordRequired 0)
    /// 4 and 2, with that left open or forbidden 0 and 1.
    private func implied(_ policy: NodeName) -> Int? {
        let isLength = policy == "MinDevicePasswordLength"
        guard isLength || policy == "MinDevicePasswordComplexCharacters",
            let enabled = number(of: "DevicePasswordEnabled")
        else { return nil }
        guard enabled == 0 else { return 0 }
        switch number(of: "AlphanumericDevicePasswordRequired") {
        case 0: return isLength ? 4 : 2
        case nil: return isLength ? 4 : 1
        default: return isLength ? 0 : 1
        }
    }

    /// The numbers of all sources, the older CSP first.
    private func written(_ policy: NodeName) -> [Int] {
        (older + [config].compactMap { $0 }).compactMap { $0.child(policy)?.value?.number }
    }

    private func rule(of policy: NodeName) -> ConflictResolution {
        let path: [NodeName] = ["Vendor", "MSFT", "Policy", "Result", "DeviceLock", policy]
        var description: NodeDescription? = blueprint.schema.root(of: .device)
        for name in path { description = description?.child(named: name) }
        return description?.conflictResolution ?? .lastWrite
    }
}
