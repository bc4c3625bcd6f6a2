import SimulatedPhone

/// What a person sees who looks at the phone, as `status` prints it.
struct StatusReport: Encodable {
    struct Rule: Encodable {
        var value: String
        var source: String
    }

    struct PINRules: Encodable {
        var minimumLength: Rule
        var maximumLength: Rule
        var digits: Rule
        var lowercaseLetters: Rule
        var uppercaseLetters: Rule
        var specialCharacters: Rule
        var simplePatterns: Rule
        var history: Rule
        var expirationDays: Rule
        /// Wrong PINs in a row until the phone is wiped.
        var failedAttempts: Rule
        /// Minutes without use until the screen locks.
        var inactivityMinutes: Rule
    }

    var model: String
    var build: String
    var deviceID: String
    var tenant: String?
    var user: String?
    var isLocked: Bool
    var hasPIN: Bool
    var pin: String?
    var pinSetAt: String?
    var isPINExpired: Bool
    var failedAttempts: Int
    var helloKeys: [String]
    var pinRules: PINRules
    /// What is wrong with the PIN by these rules, where a policy came after it.
    var pinViolations: [String]
    /// nil where LockAndRecoverPIN has all it needs of the phone.
    var recoveryObstacle: String?

    init(_ phone: Phone, now: Instant, showingPIN: Bool) {
        let screen = phone.lockScreen
        let requirements = phone.pinRequirements
        model = "\(phone.profile.manufacturer) \(phone.profile.model)"
        build = phone.profile.build
        deviceID = phone.deviceID
        tenant = phone.join?.tenant
        user = phone.join?.user
        isLocked = screen.isLocked
        hasPIN = screen.pin != nil
        pin = showingPIN ? screen.pin?.text : nil
        pinSetAt = screen.pinSetAt?.text
        isPINExpired = screen.isPINExpired(now: now, days: requirements.expirationDays.value)
        failedAttempts = screen.failedAttempts
        helloKeys = phone.hello.keys.map(\.name)
        pinRules = PINRules(requirements, phone.deviceLockPolicy)
        pinViolations = screen.pin.map { requirements.violations(of: $0, history: []).map(\.description) } ?? []
        recoveryObstacle = phone.recoveryObstacle
    }

    /// The report for people.
    var lines: [String] {
        var lines = [
            "\(model), Windows 10 version \(build)",
            "Device id: \(deviceID)",
            tenant.map { "Joined to Azure AD: tenant \($0), \(user ?? "")" } ?? "Not joined to Azure AD",
            "Screen: \(isLocked ? "locked" : "unlocked"), \(pinText)",
        ]
        if failedAttempts > 0 { lines.append("Wrong PINs in a row: \(failedAttempts)") }
        lines.append("Hello keys: \(helloKeys.isEmpty ? "none" : helloKeys.joined(separator: ", "))")
        lines.append("PIN recovery: \(recoveryObstacle.map { "not ready: \($0)" } ?? "ready")")
        for violation in pinViolations { lines.append("The PIN no longer satisfies the policy: \(violation)") }
        lines.append("PIN policy in force:")
        return lines + pinRules.lines.map { "  \($0)" }
    }

    private var pinText: String {
        guard hasPIN else { return "no PIN" }
        let age = pinSetAt.map { ", set \($0)" } ?? ""
        return (pin.map { "PIN \($0)" } ?? "has a PIN") + age + (isPINExpired ? ", expired" : "")
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

    var lines: [String] {
        let rules = [
            ("minimum length", minimumLength), ("maximum length", maximumLength), ("digits", digits),
            ("lower-case letters", lowercaseLetters), ("upper-case letters", uppercaseLetters),
            ("special characters", specialCharacters), ("patterns like 1234", simplePatterns),
            ("earlier PINs refused", history), ("days until it expires", expirationDays),
            ("wrong PINs until the phone is wiped", failedAttempts),
            ("minutes until the screen locks", inactivityMinutes),
        ]
        return rules.map { "\($0.0): \($0.1.value) (\($0.1.source))" }
    }
}
