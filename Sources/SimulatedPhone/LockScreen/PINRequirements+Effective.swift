extension PINRequirements {
    /// The strictest combination of the three sources of PIN policy (design, *generated PIN*, C6 and C7): the larger
    /// minimum, the smaller maximum, required and forbidden classes of all, the deeper history, the earlier expiry.
    ///
    /// With nothing set: four digits. A combination that no PIN can satisfy falls back as csp.md section 2 says,
    /// lengths and classes each for themselves, and the sources then tell why.
    ///
    /// - Parameters:
    ///   - helloDevice: PassportForWork of `./Device`.
    ///   - helloUser: PassportForWork of `./User`.
    ///   - deviceLock: the DeviceLock policies; they count only where DevicePasswordEnabled is 0.
    package static func effective(
        helloDevice: HelloPolicy = HelloPolicy(),
        helloUser: HelloPolicy = HelloPolicy(),
        deviceLock: DeviceLockPolicy = DeviceLockPolicy()
    ) -> PINRequirements {
        let hello = [
            PlacedHelloPolicy(policy: helloDevice, place: "PassportForWork ./Device"),
            PlacedHelloPolicy(policy: helloUser, place: "PassportForWork ./User"),
        ]
        let lock = deviceLock.isEnforced ? deviceLock : DeviceLockPolicy()
        var requirements = PINRequirements()
        requirements.combineLengths(hello, lock)
        requirements.combineClasses(hello, lock)
        requirements.combineHistory(hello, lock)
        if lock.allowSimpleDevicePassword == 0 {
            requirements.simplePatternsAllowed = Sourced(false, source: "DeviceLock AllowSimpleDevicePassword")
        }
        return requirements
    }

    /// What DeviceLock may ask for at least, in characters: it takes 4 to 16, its older CSP 4 to 18 (C10).
    static let lengthsOfDeviceLock = shortest...18

    /// Inferred: each PassportForWork tree falls back for itself first, then the combination does; so a tree whose own
    /// pair is impossible does not undo the other tree. A minimum equal to the maximum falls back, as within a tree.
    private mutating func combineLengths(_ hello: [PlacedHelloPolicy], _ lock: DeviceLockPolicy) {
        var minimums = hello.compactMap(\.minimumLength)
        // Enabling the password alone means 4.
        if lock.isEnforced, let length = lock.minDevicePasswordLength, Self.lengthsOfDeviceLock.contains(length) {
            minimums.append(Sourced(length, source: "DeviceLock MinDevicePasswordLength"))
        } else if lock.isEnforced {
            minimums.append(Sourced(Self.shortest, source: "DeviceLock DevicePasswordEnabled"))
        }
        let minimum = minimums.strictest(by: >) ?? minimumLength
        let maximum = hello.compactMap(\.maximumLength).strictest(by: <) ?? maximumLength
        guard minimum.value >= maximum.value else {
            (minimumLength, maximumLength) = (minimum, maximum)
            return
        }
        let reason =
            "Windows default, because \(minimum.source) = \(minimum.value) is not below "
            + "\(maximum.source) = \(maximum.value)"
        minimumLength = Sourced(Self.shortest, source: reason)
        maximumLength = Sourced(Self.longest, source: reason)
    }

    private mutating func combineHistory(_ hello: [PlacedHelloPolicy], _ lock: DeviceLockPolicy) {
        var depths = hello.compactMap { $0.sourced($0.policy.history, "History", in: 1...Self.deepestHistory) }
        if let depth = lock.devicePasswordHistory, (1...Self.deepestHistory).contains(depth) {
            depths.append(Sourced(depth, source: "DeviceLock DevicePasswordHistory"))
        }
        historyDepth = depths.strictest(by: >) ?? historyDepth

        var days = hello.compactMap { $0.sourced($0.policy.expiration, "Expiration", in: 1...730) }
        if let expiration = lock.devicePasswordExpiration, (1...730).contains(expiration) {
            days.append(Sourced(expiration, source: "DeviceLock DevicePasswordExpiration"))
        }
        expirationDays = days.strictest(by: <) ?? expirationDays
    }
}

/// One tree's PassportForWork policy with the words by which its nodes are named.
struct PlacedHelloPolicy {
    let policy: HelloPolicy
    let place: String

    /// A node's value with its name, where it is set and in range.
    func sourced(_ value: Int?, _ node: String, in range: ClosedRange<Int>) -> Sourced<Int>? {
        guard let value, range.contains(value) else { return nil }
        return Sourced(value, source: "\(place) \(node)")
    }

    var minimumLength: Sourced<Int>? {
        guard let value = policy.minimumPINLength else { return nil }
        guard hasUsableLengths else { return Sourced(PINRequirements.shortest, source: fallBackReason) }
        return Sourced(value, source: "\(place) MinimumPINLength")
    }

    var maximumLength: Sourced<Int>? {
        guard let value = policy.maximumPINLength else { return nil }
        guard hasUsableLengths else { return Sourced(PINRequirements.longest, source: fallBackReason) }
        return Sourced(value, source: "\(place) MaximumPINLength")
    }

    var lengths: (minimum: Int, maximum: Int) {
        (policy.minimumPINLength ?? PINRequirements.shortest, policy.maximumPINLength ?? PINRequirements.longest)
    }

    /// 4 ≤ minimum < maximum ≤ 127 (csp.md section 2).
    var hasUsableLengths: Bool {
        let (minimum, maximum) = lengths
        return PINRequirements.shortest <= minimum && minimum < maximum && maximum <= PINRequirements.longest
    }

    private var fallBackReason: String {
        let (minimum, maximum) = lengths
        return "Windows default, because \(place) asks for \(minimum) to \(maximum) characters"
    }
}

extension [Sourced<Int>] {
    /// The first value that no other one precedes in the order.
    fileprivate func strictest(by precedes: (Int, Int) -> Bool) -> Sourced<Int>? {
        // Swift's own `min` gives the first of equal values.
        self.min { precedes($0.value, $1.value) }
    }
}
