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
            return PolicyMerge.result(of: names[5], in: phone, node.description.conflictResolution).map { .int($0) }
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

    /// The value of a Result node that differs from the default.
    ///
    /// Microsoft, *Policy CSP, DeviceLock*: DevicePasswordEnabled 0 sets a length of 4 and complex characters of 1, and 1 makes
    /// both 0.
    static func result(of policy: NodeName, in phone: Phone, _ rule: ConflictResolution) -> Int? {
        let enabled = number(of: "DevicePasswordEnabled", in: phone)
        let isImplied = policy == "MinDevicePasswordLength" || policy == "MinDevicePasswordComplexCharacters"
        if isImplied, enabled == 1 { return 0 }
        return rule.resolve(written(policy, in: phone))
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
