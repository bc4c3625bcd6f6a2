package import ManagementTree

/// The data that make one phone model and build differ from another.
///
/// Profiles are YAML files (`Samples/profiles`); the default is built in. The keys of a file are the names below.
package struct PhoneProfile: Codable, Equatable, Sendable {
    package var name: String
    package var description: String
    package var platform: Platform
    /// The edition number of GetProductInfo, such as 0x68 for Windows 10 Mobile.
    package var edition: Int
    /// DeviceStatus/OS/Edition.
    package var editionName: String
    /// DevDetail/SwV, four numbers: `10.0.15063.297`.
    package var build: String
    package var manufacturer: String
    package var model: String
    package var deviceType: String
    package var oem: String
    package var hardwareVersion: String
    package var firmwareVersion: String
    package var radioVersion: String
    /// The language of the device, RFC 1766.
    package var language: String
    package var resolution: String
    package var processorArchitecture: Int
    package var processorType: Int
    package var osPlatform: String
    /// MB.
    package var totalStorage: Int
    /// MB.
    package var totalRAM: Int
    /// A `*` in it stands for characters of the phone's own.
    package var deviceName: String
    package var largeObjects: Bool
    package var voLTE: Bool
    /// Opaque base64.
    package var deviceHardwareData: String
    /// One for each SIM slot with a card; empty for a device without cellular radio.
    package var sim: [SIM]
    package var adapters: [Adapter]
    /// DeviceStatus/SecureBootState.
    package var secureBoot: Int
    package var encrypted: Bool
    /// DeviceStatus/TPM/SpecificationVersion.
    package var tpm: String
    /// What the device has to know a person by; null for none.
    package var sensors: [Sensor]?
    /// DeviceStatus/DomainName; null for a device that is in no domain.
    package var domainName: String?
    /// DeviceStatus/DeviceGuard; null for a device that cannot have it.
    package var deviceGuard: DeviceGuard?
    package var antivirus: Protection
    package var antispyware: Protection
    package var firewall: Protection
    package var uac: Protection
    package var battery: Battery
    /// The Azure AD directory that the phone is joined to; null for one that is not joined.
    package var joined: AzureADJoin?
    /// Whether a fresh phone has a PIN.
    package var hasPIN: Bool
    /// The management server that a fresh phone is enrolled with; null for none.
    package var enrolled: Account?
    /// Inferred: what LockAndResetPIN does on a joined phone without recovery; no document gives a status.
    package var lockAndResetPINWithoutRecovery: ResetWithoutRecovery
    /// The longest time in minutes that the model stays unlocked without use, whatever a policy allows; null for none.
    package var inactivityTimeoutLimit: Int?
    /// How the phone writes the ids of its sessions; null as its platform does.
    package var sessionIDs: SessionIDForm?
    /// How many seconds the jobs of a CSP go on, such as a restart (`Reboot`), by the CSP's name; null or left out for what
    /// the CSP takes.
    package var jobSeconds: [String: Int64]?
    /// How much the management tree may take, in MB, with 512 octets for each node beside its name and value; null for 32.
    /// Inferred: no document gives a figure.
    package var treeStorage: Int?

    /// Where the phone is, as RemoteFind tells it; null or left out where it cannot find that out.
    package var location: Location?

    /// Updates of Windows that there are for the phone (Update/InstallableUpdates); null or left out for none.
    package var updates: [AvailableUpdate]?
    /// Whether a storage card is in the phone; null or left out for none.
    package var hasStorageCard: Bool?

    /// `treeStorage` in octets.
    package var treeStorageOctets: Int { min(max(treeStorage ?? 32, 0), 1 << 20) << 20 }

    /// Makes the device one of another edition of Windows, and so a phone or a desktop.
    package mutating func become(_ edition: Edition) {
        self.edition = edition.number
        platform = edition.isMobile ? .phone : .desktop
        editionName = edition.name ?? edition.description
        // Inferred: as on the devices of the built-in profiles.
        osPlatform = "Windows 10 \(editionName)"
    }

    /// What decides which nodes the device has.
    /// - Throws: `PhoneProfileError` where the build is no version.
    package func traits() throws(PhoneProfileError) -> DeviceTraits {
        guard let build = BuildVersion(build), build.revision != nil else {
            throw PhoneProfileError(
                profile: name, key: "build", message: "\(build) is no version; write it as 10.0.15063.483")
        }
        return DeviceTraits(platform: platform, edition: edition, build: build, isJoinedToAzureAD: joined != nil)
    }
}
