import SimulatedPhone

extension StatusReport {
    /// What counts for a PIN, and why.
    package struct Rule: Codable, Equatable, Sendable {
        package var value: String
        package var source: String
    }

    /// What a new PIN must be like, and what becomes of wrong ones.
    package struct PINRules: Codable, Equatable, Sendable {
        package var minimumLength: Rule
        package var maximumLength: Rule
        package var digits: Rule
        package var lowercaseLetters: Rule
        package var uppercaseLetters: Rule
        package var specialCharacters: Rule
        package var simplePatterns: Rule
        package var history: Rule
        package var expirationDays: Rule
        /// Wrong PINs in a row until the phone is wiped.
        package var failedAttempts: Rule
        /// Minutes without use until the screen locks.
        package var inactivityMinutes: Rule
    }
}

extension StatusReport.PINRules {
    init(_ requirements: PINRequirements, _ policy: DeviceLockPolicy) {
        func rule(_ number: Sourced<Int>, zero: String = "0") -> StatusReport.Rule {
            StatusReport.Rule(value: number.value == 0 ? zero : "\(number.value)", source: number.source)
        }
        func rule(_ rule: Sourced<PIN.CharacterRule>) -> StatusReport.Rule {
            StatusReport.Rule(value: "\(rule.value)", source: rule.source)
        }
        minimumLength = rule(requirements.minimumLength)
        maximumLength = rule(requirements.maximumLength)
        digits = rule(requirements.digits)
        lowercaseLetters = rule(requirements.lowercaseLetters)
        uppercaseLetters = rule(requirements.uppercaseLetters)
        specialCharacters = rule(requirements.specialCharacters)
        simplePatterns = StatusReport.Rule(
            value: requirements.simplePatternsAllowed.value ? "allowed" : "forbidden",
            source: requirements.simplePatternsAllowed.source)
        history = rule(requirements.historyDepth, zero: "none")
        expirationDays = rule(requirements.expirationDays, zero: "never")
        failedAttempts = Self.limit(
            policy.failedAttemptsLimit, written: policy.maxDevicePasswordFailedAttempts,
            "MaxDevicePasswordFailedAttempts")
        inactivityMinutes = Self.limit(
            policy.inactivityLimitMinutes, written: policy.maxInactivityTimeDeviceLock, "MaxInactivityTimeDeviceLock")
    }

    /// A limit of DeviceLock, which counts only where the password is enabled (0).
    private static func limit(_ value: Int?, written: Int?, _ policy: String) -> StatusReport.Rule {
        if let value { return StatusReport.Rule(value: "\(value)", source: "DeviceLock \(policy)") }
        guard let written, written != 0 else { return StatusReport.Rule(value: "never", source: "Windows default") }
        return StatusReport.Rule(
            value: "never", source: "DeviceLock \(policy) is \(written), but DevicePasswordEnabled is not 0")
    }
}
