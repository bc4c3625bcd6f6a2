/// The numbers of one PassportForWork PINComplexity node, `./Device` or `./User`. Nil is a node that is not there.
///
/// The values are taken as the server wrote them: what is out of range counts as not set, except the two lengths, which
/// fall back as a pair (csp.md section 2).
package struct HelloPolicy: Codable, Equatable, Sendable {
    /// 4 to 127, below the maximum.
    package var minimumPINLength: Int?
    /// 4 to 127, above the minimum.
    package var maximumPINLength: Int?
    /// 0 allowed, 1 at least one required, 2 forbidden.
    package var uppercaseLetters: Int?
    /// 0 allowed, 1 at least one required, 2 forbidden.
    package var lowercaseLetters: Int?
    /// 0 allowed, 1 at least one required, 2 forbidden.
    package var specialCharacters: Int?
    /// 0 allowed, 1 at least one required, 2 forbidden.
    package var digits: Int?
    /// 0 to 50 PINs that may not be used again, the present one included.
    package var history: Int?
    /// 0 to 730 days until a new PIN is asked for; 0 never.
    package var expiration: Int?

    package init(
        minimumPINLength: Int? = nil,
        maximumPINLength: Int? = nil,
        uppercaseLetters: Int? = nil,
        lowercaseLetters: Int? = nil,
        specialCharacters: Int? = nil,
        digits: Int? = nil,
        history: Int? = nil,
        expiration: Int? = nil
    ) {
        self.minimumPINLength = minimumPINLength
        self.maximumPINLength = maximumPINLength
        self.uppercaseLetters = uppercaseLetters
        self.lowercaseLetters = lowercaseLetters
        self.specialCharacters = specialCharacters
        self.digits = digits
        self.history = history
        self.expiration = expiration
    }
}

/// The numbers of the DeviceLock policies that concern PIN and lock screen. Nil is a policy that is not set.
///
/// They count only where `devicePasswordEnabled` is 0, which means enabled (csp.md section 5 and C9).
package struct DeviceLockPolicy: Codable, Equatable, Sendable {
    /// 0 enabled, 1 not enabled. Not set means not enabled (C9).
    package var devicePasswordEnabled: Int?
    /// 0 forbids PINs like 1111 and 1234, 1 allows them.
    package var allowSimpleDevicePassword: Int?
    /// 4 to 18 characters; 0 is no limit.
    package var minDevicePasswordLength: Int?
    /// 0 letters and digits, 1 digits only, 2 as the person likes.
    package var alphanumericDevicePasswordRequired: Int?
    /// 1 digits; 2 and lower-case letters; 3 and upper-case letters; 4 and punctuation marks.
    package var minDevicePasswordComplexCharacters: Int?
    /// 0 to 50 PINs that may not be used again, the present one included.
    package var devicePasswordHistory: Int?
    /// 0 to 730 days; 0 never.
    package var devicePasswordExpiration: Int?
    /// 0 to 999 wrong PINs until the phone is wiped; 0 never.
    package var maxDevicePasswordFailedAttempts: Int?
    /// 0 to 999 minutes without use until the screen locks; 0 never.
    package var maxInactivityTimeDeviceLock: Int?

    package init(
        devicePasswordEnabled: Int? = nil,
        allowSimpleDevicePassword: Int? = nil,
        minDevicePasswordLength: Int? = nil,
        alphanumericDevicePasswordRequired: Int? = nil,
        minDevicePasswordComplexCharacters: Int? = nil,
        devicePasswordHistory: Int? = nil,
        devicePasswordExpiration: Int? = nil,
        maxDevicePasswordFailedAttempts: Int? = nil,
        maxInactivityTimeDeviceLock: Int? = nil
    ) {
        self.devicePasswordEnabled = devicePasswordEnabled
        self.allowSimpleDevicePassword = allowSimpleDevicePassword
        self.minDevicePasswordLength = minDevicePasswordLength
        self.alphanumericDevicePasswordRequired = alphanumericDevicePasswordRequired
        self.minDevicePasswordComplexCharacters = minDevicePasswordComplexCharacters
        self.devicePasswordHistory = devicePasswordHistory
        self.devicePasswordExpiration = devicePasswordExpiration
        self.maxDevicePasswordFailedAttempts = maxDevicePasswordFailedAttempts
        self.maxInactivityTimeDeviceLock = maxInactivityTimeDeviceLock
    }

    /// Whether the policies count at all.
    package var isEnforced: Bool { devicePasswordEnabled == 0 }

    /// Wrong PINs until the phone is wiped, or nil where it never is.
    package var failedAttemptsLimit: Int? { limit(maxDevicePasswordFailedAttempts) }

    /// Minutes without use until the screen locks, or nil where it never does by itself.
    package var inactivityLimitMinutes: Int? { limit(maxInactivityTimeDeviceLock) }

    private func limit(_ value: Int?) -> Int? {
        guard isEnforced, let value, (1...999).contains(value) else { return nil }
        return value
    }
}
