import ManagementTree

/// Policy: what the server wishes under Config, what is in force under Result (Microsoft, *Policy CSP*; csp.md 6). Which
/// policies there are, and how the sources of each are merged, is `Policy.tsv`.
struct PolicyProvider: Provider {
    let makesNodes = false

    /// A Result node gives the value in force: merged over the sources that wrote one, else the default.
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        guard node.place.hasPrefix("Result/"), let (area, policy) = Self.policy(node) else { return nil }
        if area == "DeviceLock", node.uri.scope == .device, let number = PolicyMerge(phone).result(of: policy) {
            return .int(number)
        }
        let values = Self.written(area, policy, for: node.uri.scope, in: phone)
        let numbers = values.compactMap(\.number)
        guard values.count > 1, numbers.count == values.count else { return values.last }
        return (node.description.conflictResolution ?? .lastWrite).resolve(numbers).map { .int($0) }
    }

    /// Area and name of a policy: Vendor, MSFT, Policy, Config or Result, the area, the policy.
    private static func policy(_ node: NodeLocation) -> (area: NodeName, name: NodeName)? {
        node.uri.depth == 6 ? (node.uri.names[4], node.uri.names[5]) : nil
    }

    /// What was written of a policy, the user's value last.
    ///
    /// Inferred: what is set for the device counts for its users too; the pages say how sources are merged, and do not name
    /// the scopes among these.
    private static func written(
        _ area: NodeName, _ policy: NodeName, for scope: NodeScope, in phone: Phone
    ) -> [NodeValue] {
        let scopes: [NodeScope] = scope == .user ? [.device, .user] : [.device]
        return scopes.compactMap { scope in
            phone.tree.node(at: ["Vendor", "MSFT", "Policy", "Config", area, policy], in: scope)?.value
        }
    }

    /// What there is of ADMX files.
    private static let operations = "ConfigOperations"

    /// What Security/RequireDeviceEncryption asks for is done at once, and so is what comes and goes with an ADMX file.
    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        if node.place.hasPrefix(Self.operations) { phone.followIngestion(node, change) }
        guard node.place == "Config/Security/RequireDeviceEncryption", change.value?.number == 1 else { return .done }
        phone.encryptStorage()
        return .done
    }

    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        guard node.place.hasPrefix("Config/DeviceLock/"), node.uri.scope == .device, let policy = node.name else {
            return []
        }
        return DeviceLockNotes.notes(on: node, policy: policy, in: phone)
    }

    /// A change below Config of a policy that comes from an ADMX file is judged by what that file says of it.
    ///
    /// Inferred: of one that Windows itself has, the file is not here, and the state alone is judged. No page gives a status
    /// for a value that cannot be read; it is refused like one out of range.
    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        guard !node.place.hasPrefix(Self.operations) else { return try phone.judgeIngestion(node, change) }
        guard node.place.hasPrefix("Config/"), node.description.allowedValues?.rule == .admx,
            let text = change.value?.text
        else { return }
        let objection: String?
        do {
            let value = try ADMXValue(text)
            objection = phone.blueprint.ingested.policy(at: node.uri).flatMap { value.objection(by: $0) }
        } catch {
            objection = error.message
        }
        if let objection { throw Refusal(.valueRefused, "\(node.uri): \(objection)") }
    }

    func sights(in phone: Phone) -> [String] { phone.blueprint.ingested.sights }
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
        // With one source there is nothing to merge, and the table of the Policy CSP need not be read.
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
        var numbers: [Int] = []
        for node in older { if let number = node.child(policy)?.value?.number { numbers.append(number) } }
        if let number = config?.child(policy)?.value?.number { numbers.append(number) }
        return numbers
    }

    private func rule(of policy: NodeName) -> ConflictResolution {
        let path: [NodeName] = ["Vendor", "MSFT", "Policy", "Result", "DeviceLock", policy]
        var description: NodeDescription? = blueprint.schema.root(of: .device)
        for name in path { description = description?.child(named: name) }
        return description?.conflictResolution ?? .lastWrite
    }
}
