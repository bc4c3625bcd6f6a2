import Agent
import SimulatedPhone

/// The text of `status`.
extension StatusReport {
    /// The report for people.
    var lines: [String] {
        var lines = [
            "\(model), Windows 10 version \(build)",
            "Device id: \(deviceID)",
            tenant.map { "Joined to Azure AD: tenant \($0), \(user ?? "")" } ?? "Not joined to Azure AD",
            "Screen: \(isLocked ? "locked" : "unlocked"), \(pinText)",
        ]
        if failedAttempts > 0 { lines.append("Wrong PINs in a row: \(failedAttempts)") }
        lines.append(enrollment?.line ?? "Not enrolled")
        if let origin = enrollment?.originLine { lines.append(origin) }
        if let obstacle = enrollment?.renewalObstacle { lines.append("Its certificate is not renewed: \(obstacle)") }
        lines.append("Hello keys: \(helloKeys.isEmpty ? "none" : helloKeys.joined(separator: ", "))")
        lines.append("PIN recovery: \(recoveryText)")
        for violation in pinViolations { lines.append("The PIN no longer satisfies the policy: \(violation)") }
        lines.append("PIN policy in force:")
        lines += pinRules.lines.map { "  \($0)" }
        lines += jobs.map {
            "Job of \($0.csp): \(Console.visible(KeyedText.words(of: $0.order))), \($0.isBegun ? "until" : "due") \($0.due)"
        }
        lines += alerts.map { "To tell the server: \(Console.visible($0.type)) = \(ValueText.short($0.data))" }
        lines += sights.map { "\($0.csp): \(Console.visible($0.text))" }
        // What a person sees already is not said once more as the phone keeps it.
        let seen = Set(sights.map(\.csp))
        lines += memory.filter { !seen.contains($0.key) }.map {
            "\($0.key) remembers \(ValueText.short(KeyedText.words(of: $0.value)))"
        }
        guard !policyNotes.isEmpty else { return lines }
        lines.append("Written, and not what it seems:")
        for note in policyNotes {
            lines.append("  \(Console.visible(note.uri)) = \(ValueText.short(note.value))")
            lines.append("    \(Console.visible(note.note))")
        }
        return lines
    }

    private var recoveryText: String {
        if let recoveryObstacle { return "not ready: \(recoveryObstacle)" }
        return ["ready", recoveryNote].compactMap(\.self).joined(separator: "; ")
    }

    private var pinText: String {
        guard hasPIN else { return "no PIN" }
        let age = pinSetAt.map { ", set \($0)" } ?? ""
        return (pin.map { "PIN \($0)" } ?? "has a PIN") + age + (isPINExpired ? ", expired" : "")
    }
}

extension StatusReport.Enrollment {
    /// Said where it is not the usual: a phone that a server has enrolled has all from there.
    fileprivate var originLine: String? {
        guard let document, let certificate else { return nil }
        return "Account taken from \(document); \(certificate)"
    }

    fileprivate var line: String {
        let certificate = certificateUntil.map { ", certificate until \($0)" } ?? ""
        let last = lastScheduledSession.map { ", last scheduled session \($0)" } ?? ""
        return "Enrolled (\(type)) with \(provider) at \(server) for \(user)\(certificate)\(last)"
            + (isEnding ? ", about to end" : "")
    }
}

extension StatusReport.PINRules {
    fileprivate var lines: [String] {
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
