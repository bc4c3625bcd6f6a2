import ManagementTree

/// Policy: what the server wishes under Config, what is in force under Result (Microsoft, *Policy CSP*).
struct PolicyProvider: Provider {
    /// A Result node gives the value in force: merged over the sources that wrote one, else the default of the DDF.
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        // Vendor, MSFT, Policy, Result, the area, the policy.
        guard node.uri.depth == 6, node.ancestry[3].name == "Result" else { return nil }
        let names = node.uri.names
        if names[4] == "DeviceLock" {
            return PolicyMerge.result(of: names[5], in: phone).map { .int($0) }
        }
        return phone.tree.node(
            at: ["Vendor", "MSFT", "Policy", "Config", names[4], names[5]], in: node.uri.scope)?.value
    }
}

/// How the sources of the DeviceLock area come together: Policy/Config and the older DeviceLock CSP.
enum PolicyMerge {
    /// What the sources wrote of a policy, merged; nil where none did.
    static func number(of policy: NodeName, in phone: Phone) -> Int? {
        let numbers = written(policy, in: phone)
        // With one source there is nothing to merge, and the large file of the Policy CSP need not be read.
        return numbers.count > 1 ? rule(of: policy, in: phone).resolve(numbers) : numbers.first
    }

    /// The number in force; nil where the default of the DDF is.
    static func result(of policy: NodeName, in phone: Phone) -> Int? {
        guard let implied = implied(policy, in: phone) else { return number(of: policy, in: phone) }
        let isOff = number(of: "DevicePasswordEnabled", in: phone) == 1
        return isOff ? implied : number(of: policy, in: phone) ?? implied
    }

    /// What other policies make of length and complex characters (Microsoft, *Policy CSP, DeviceLock*): a password that is
    /// off makes both 0; one that is on makes them 4 and 1, with letters required (AlphanumericDevicePasswordRequired 0)
    /// 4 and 2, with that left open or forbidden 0 and 1.
    private static func implied(_ policy: NodeName, in phone: Phone) -> Int? {
        let isLength = policy == "MinDevicePasswordLength"
        guard isLength || policy == "MinDevicePasswordComplexCharacters",
            let enabled = number(of: "DevicePasswordEnabled", in: phone)
        else { return nil }
        guard enabled == 0 else { return 0 }
        switch number(of: "AlphanumericDevicePasswordRequired", in: phone) {
        case 0: return isLength ? 4 : 2
        case nil: return isLength ? 4 : 1
        default: return isLength ? 0 : 1
        }
    }

    /// The numbers of all sources, the older CSP first.
    private static func written(_ policy: NodeName, in phone: Phone) -> [Int] {
        let providers = phone.tree.node(at: ["Vendor", "MSFT", "DeviceLock", "Provider"], in: .device)
        let older = providers?.children.compactMap { $0.child(policy)?.value?.number } ?? []
        let config = phone.tree.node(at: ["Vendor", "MSFT", "Policy", "Config", "DeviceLock", policy], in: .device)
        return older + [config?.value?.number].compactMap { $0 }
    }

    private static func rule(of policy: NodeName, in phone: Phone) -> ConflictResolution {
        let path: [NodeName] = ["Vendor", "MSFT", "Policy", "Result", "DeviceLock", policy]
        var description: NodeDescription? = phone.blueprint.schema.root(of: .device)
        for name in path { description = description?.child(named: name) }
        return description?.conflictResolution ?? .lastWrite
    }
}
