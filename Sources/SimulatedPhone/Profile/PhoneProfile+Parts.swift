/// What a profile is made of.
extension PhoneProfile {
    package struct SIM: Codable, Equatable, Sendable {
        /// Fifteen digits; of fewer than fourteen the rest is the phone's own.
        package var imei: String
        package var imsi: String
        package var iccid: String
        package var phoneNumber: String
        package var `operator`: String
        package var roaming: Bool
        package var roamingCompliant: Bool
    }

    package struct Adapter: Codable, Equatable, Sendable {
        /// Twelve hexadecimal digits; of fewer the rest is the phone's own.
        package var mac: String
        /// 2 for WLAN, 1 for LAN, 0 for unknown (DeviceStatus/NetworkIdentifiers).
        package var type: Int
        package var ipv4: String
        package var ipv6: String
        package var subnetMask: String
        package var dnsSuffix: String
        package var connected: Bool
    }

    /// What DeviceStatus reports of one means of protection.
    package struct Protection: Codable, Equatable, Sendable {
        package var status: Int
        package var signatureStatus: Int?
    }

    /// What Windows Hello knows a person by, beside the PIN.
    package enum Sensor: String, Codable, Sendable, CaseIterable {
        case face, iris, fingerprint
    }

    /// The numbers of DeviceStatus/DeviceGuard, from version 1709 on.
    package struct DeviceGuard: Codable, Equatable, Sendable {
        package var hardware: Int
        package var virtualizationBasedSecurity: Int
        package var credentialGuard: Int

        package init(hardware: Int, virtualizationBasedSecurity: Int, credentialGuard: Int) {
            self.hardware = hardware
            self.virtualizationBasedSecurity = virtualizationBasedSecurity
            self.credentialGuard = credentialGuard
        }
    }

    package struct Battery: Codable, Equatable, Sendable {
        package var status: Int
        /// Percent.
        package var charge: Int
        /// Seconds; -1 on mains.
        package var runtime: Int
    }

    package struct Location: Codable, Equatable, Sendable {
        /// Degrees, north and east positive.
        package var latitude: Double
        package var longitude: Double
        /// Metres.
        package var altitude: Double
        /// How many metres it may be off, and its altitude.
        package var accuracy: Int
        package var altitudeAccuracy: Int
    }

    package struct AvailableUpdate: Codable, Equatable, Sendable {
        /// A GUID, with or without braces.
        package var id: String
        package var revision: Int
        /// 0 none, 1 security, 2 critical.
        package var type: Int
        /// The number with which it fails to be installed; null for one that does not fail.
        package var failure: Int?

        package init(id: String, revision: Int, type: Int, failure: Int? = nil) {
            self.id = id
            self.revision = revision
            self.type = type
            self.failure = failure
        }
    }

    package struct Account: Codable, Equatable, Sendable {
        /// The id of the server, the name of its node under DMClient/Provider.
        package var provider: String
        package var server: String
        /// `Device` or `Full`.
        package var enrollmentType: String
    }

    /// Inferred: no phone does anything but `windows`; some servers read every SessionID as a decimal number.
    package enum SessionIDForm: String, Codable, Sendable, CaseIterable {
        /// Hexadecimal, but for desktops before version 2.0 of the application.
        case windows
        case decimal
    }

    /// What `LockAndResetPIN` does on a phone that is joined to Azure AD and has no recovery (csp.md, C1 and C2).
    package enum ResetWithoutRecovery: String, Codable, Sendable {
        /// 500, and nothing changes.
        case fail
        /// The phone is wiped, as Microsoft's list of breaking changes says.
        case wipe
        /// A new PIN, and the Hello keys are deleted.
        case reset
    }
}
