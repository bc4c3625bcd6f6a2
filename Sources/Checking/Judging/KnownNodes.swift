import ManagementTree
import SimulatedPhone

/// What is known of nodes beyond their descriptions, for the rules that need it (csp.md 5, 9.4, 10.1, 15.5).
enum KnownNodes {
    /// A node below a CSP, by its place there.
    private struct Node: Hashable {
        var csp: String
        var place: String
    }

    // MARK: - Units

    /// Nodes whose number counts minutes, and from which number on it looks like seconds.
    private static let inMinutes: [Node: Int] = [
        Node(csp: "Policy", place: "Config/DeviceLock/MaxInactivityTimeDeviceLock"): 180,
        Node(csp: "Policy", place: "Config/DeviceLock/MaxInactivityTimeDeviceLockWithExternalDisplay"): 180,
        Node(csp: "DeviceLock", place: "Provider/*/MaxInactivityTimeDeviceLock"): 180,
        Node(csp: "DMClient", place: "Provider/*/Poll/IntervalForFirstSetOfRetries"): 3600,
        Node(csp: "DMClient", place: "Provider/*/Poll/IntervalForSecondSetOfRetries"): 3600,
        Node(csp: "DMClient", place: "Provider/*/Poll/IntervalForRemainingScheduledRetries"): 3600,
    ]

    /// How often a phone asks right after it was enrolled, which is every few minutes. Whole 5 minutes in seconds are neither
    /// 8 hours nor a day in minutes, which somebody may mean.
    private static let first = Node(csp: "DMClient", place: "Provider/*/Poll/IntervalForFirstSetOfRetries")
    private static let fiveMinutes = 300

    /// What the value would be in minutes where it looks like seconds.
    static func minutes(of value: String, at address: NodeAddress) -> Int? {
        guard let seconds = Int(value), seconds > 0, seconds.isMultiple(of: 60), let node = node(address),
            let least = inMinutes[node],
            seconds >= least || node == first && seconds.isMultiple(of: fiveMinutes)
        else { return nil }
        return seconds / 60
    }

    // MARK: - Editions

    /// The policies, by areas, that phones heed in Mobile Enterprise alone: those of updates (Microsoft, *Policy CSP*, 2017:
    /// the columns of the two editions differ for these alone), and telemetry (Microsoft, *Windows 10 Mobile and MDM*).
    private static let forEnterprise: [NodeName: Set<NodeName>] = [
        "Update": updates, "System": ["AllowTelemetry"],
    ]

    private static let updates: Set<NodeName> = [
        "ActiveHoursEnd", "ActiveHoursStart", "AllowAutoUpdate", "AllowNonMicrosoftSignedUpdate", "AllowUpdateService",
        "BranchReadinessLevel", "DeferQualityUpdatesPeriodInDays", "DeferUpdatePeriod", "DetectionFrequency",
        "IgnoreMOAppDownloadLimit", "IgnoreMOUpdateDownloadLimit", "PauseDeferrals", "PauseFeatureUpdatesStartTime",
        "PauseQualityUpdates", "PauseQualityUpdatesStartTime", "RequireDeferUpgrade", "RequireUpdateApproval",
        "ScheduledInstallDay", "ScheduledInstallTime", "SetEDURestart", "UpdateServiceUrl",
    ]

    /// Whether an edition ignores the policy at an address.
    static func ignores(_ uri: NodeURI, _ traits: DeviceTraits) -> Bool {
        let names = uri.names
        guard traits.edition == 0x68, names.count == 6, names[2] == "Policy", names[3] == "Config"
        else { return false }
        return forEnterprise[names[4]]?.contains(names[5]) ?? false
    }

    // MARK: - What goes

    /// Nodes, or whole CSPs, that later versions do without, and what takes their place, which no description says.
    private static let going: [(csp: NodeName, place: String, sentence: String)] = [
        (
            "DeviceLock", "",
            "the CSP is kept for servers of Windows Phone 8.1 and is to go; Policy/Config/DeviceLock takes its place"
        ),
        ("DeviceInstanceService", "", "the CSP is obsolete; DeviceStatus and DevDetail tell the same"),
        ("Storage", "", "the CSP is obsolete; Policy/Config/System/AllowStorageCard takes its place"),
        ("PolicyManager", "", "the CSP is kept for servers of Windows Phone 8.1; Policy takes its place"),
        ("PassportForWork", "UseBiometrics", "the node is deprecated; Biometrics/UseBiometrics takes its place"),
    ]

    /// What later versions make of a node, or that its description calls it or a node above it deprecated; nil where nothing
    /// is known.
    static func goes(_ address: NodeAddress) -> String? {
        let csp = address.uri.depth > 2 ? address.uri.names[2] : nil
        let known = going.first { $0.csp == csp && ($0.place.isEmpty || $0.place == address.description.place) }
        if let known { return known.sentence }
        guard let node = address.ancestry.last(where: { $0.deprecation != nil }), let deprecation = node.deprecation
        else { return nil }
        return node === address.description
            ? "the node is \(deprecation.description)" : "'\(node.displayName)' above it is \(deprecation.description)"
    }

    private static func node(_ address: NodeAddress) -> Node? {
        guard address.uri.depth > 2 else { return nil }
        return Node(csp: address.uri.names[2].text, place: address.description.place)
    }
}
