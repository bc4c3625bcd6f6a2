/// When and where the phone renews its certificate: `CertificateStore/My/WSTEP/Renew` (MS-MDE2 2.2.9.2; csp.md 12.3).
package struct RenewalSettings: Equatable, Sendable {
    /// What period and interval may be, in days.
    package static let range = 1...1000

    /// How many days before its end the certificate is renewed.
    package let period: Int
    /// How many days after a failure it is tried again.
    package let retryInterval: Int
    /// Where the request goes; nil for discovery.
    package let serverURL: String?
    /// How many days after each other it is tried when the certificate is out of date; nil where it is not tried then
    /// (RetryAfterExpiryInterval of version 1703).
    package let retryAfterExpiry: Int?

    /// What counts where the server says nothing.
    package init() {
        period = 42
        retryInterval = 7
        serverURL = nil
        retryAfterExpiry = nil
    }

    /// - Throws: where a number is out of range, or the interval longer than the period.
    package init(
        period: Int?, retryInterval: Int?, serverURL: String?, retryAfterExpiry: Int? = nil
    ) throws(SettingError) {
        let standard = RenewalSettings()
        let period = period ?? standard.period
        // Inferred: a short period alone makes the interval that nobody gave as short.
        let interval = retryInterval ?? min(standard.retryInterval, period)
        for (name, days) in [("RenewPeriod", period), ("RetryInterval", interval)] where !Self.range.contains(days) {
            throw SettingError(.outOfRange, name: name, message: "\(name) is \(days): give from 1 to 1000 days.")
        }
        guard interval <= period else {
            throw SettingError(
                .contradiction, name: "RetryInterval",
                message: "RetryInterval is \(interval) days, longer than the RenewPeriod of \(period): shorten it.")
        }
        self.period = period
        self.retryInterval = interval
        self.serverURL = serverURL
        self.retryAfterExpiry = retryAfterExpiry
    }

    /// When the next renewal is due, in seconds since 1970. It may have passed already: then it is due now.
    /// - Parameters:
    ///   - notAfter: the end of the certificate.
    ///   - lastAttempt: when it was tried last and failed; nil where it was not tried.
    /// - Returns: nil where the certificate would be out of date by then, or is now, and it is not renewed any more.
    package func nextAttempt(notAfter: Int64, lastAttempt: Int64?, now: Int64) -> Int64? {
        let day: Int64 = 86_400
        let start = notAfter - Int64(period) * day
        let attempt = max(start, lastAttempt.map { $0 + Int64(retryInterval) * day } ?? start)
        guard max(attempt, now) > notAfter else { return attempt }
        // Inferred: the interval counts from the end of the certificate, and then from each try.
        return retryAfterExpiry.map { max(notAfter, lastAttempt ?? notAfter) + Int64($0) * day }
    }
}
