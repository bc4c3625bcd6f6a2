import Administration
import Notation
import Settings
import SyncML
import Synchronization

/// A tenant with a user, an administrator, a phone, a group of each kind, and a clock that stands still.
struct SampleTenant {
    static let directoryID: ObjectID = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"
    static let start = Instant(seconds: 1_520_000_000)
    static let adele: ObjectID = "11111111-1111-4111-8111-111111111111"
    static let admin: ObjectID = "22222222-2222-4222-8222-222222222222"
    static let people: ObjectID = "aaaaaaaa-0000-4000-8000-000000000001"
    static let phones: ObjectID = "aaaaaaaa-0000-4000-8000-000000000002"
    static let phone: ObjectID = "dddddddd-0000-4000-8000-000000000001"
    static let recoveryURI = "./Device/Vendor/MSFT/PassportForWork/\(directoryID)/Policies/EnablePinRecovery"
    static let provider = "Lab"

    var tenant: Tenant

    init() throws {
        tenant = Tenant(
            Organization(
                id: Self.directoryID, displayName: "Lab", verifiedDomains: ["lab.example"],
                createdDateTime: Self.start))
        try tenant.add(DirectoryUser(id: Self.adele, displayName: "Adele", userPrincipalName: "adele@lab.example"))
        try tenant.add(
            DirectoryUser(
                id: Self.admin, displayName: "Admin", userPrincipalName: "admin@lab.example", isAdministrator: true))
        try tenant.add(Self.group(Self.people, "People"))
        try tenant.add(Self.group(Self.phones, "Phones"))
        try enroll(Self.device(Self.phone, .windowsMobile, managementName: "urn:phone:1"))
    }

    static func group(_ id: ObjectID, _ name: String) -> DirectoryGroup {
        DirectoryGroup(id: id, displayName: name, mailNickname: name, createdDateTime: start)
    }

    static func device(
        _ id: ObjectID, _ platform: DevicePlatform, version: String = "10.0.15063.297", user: ObjectID? = adele,
        isJoined: Bool = true, managementName: String? = nil
    ) -> ManagedDevice {
        let number = id.rawValue.dropFirst(8)
        return ManagedDevice(
            id: id, directoryID: ObjectID("eeeeeeee\(number)"), azureADDeviceID: ObjectID("ffffffff\(number)"),
            deviceName: "\(platform.rawValue)-\(number.suffix(2))", platform: platform, osVersion: version, user: user,
            enrolledDateTime: start, isAzureADJoined: isJoined, managementName: managementName)
    }

    mutating func enroll(_ device: ManagedDevice) throws {
        try tenant.enroll(device, Self.occasion())
    }

    /// A profile with these settings, assigned to these targets.
    @discardableResult
    mutating func addProfile(
        _ id: ObjectID, _ settings: [(String, OmaValue)], to targets: [AssignmentTarget]
    ) throws -> DeviceConfiguration {
        let settings = settings.map { uri, value in
            OmaSetting(
                displayName: String(uri.split(separator: "/").last ?? "?"), omaURI: uri, value: value)
        }
        try tenant.add(
            DeviceConfiguration(
                id: id, displayName: "Profile \(id)", createdDateTime: Self.start, omaSettings: settings))
        try tenant.assign(id, to: targets)
        return try profile(id)
    }

    func profile(_ id: ObjectID) throws -> DeviceConfiguration {
        guard let found = tenant.configurations[id] else { throw Missing() }
        return found
    }

    func device(_ id: ObjectID = phone) throws -> ManagedDevice {
        guard let found = tenant.devices[id] else { throw Missing() }
        return found
    }

    func action(_ kind: DeviceActionKind, on device: ObjectID = phone) throws -> DeviceAction {
        guard let found = tenant.actions(of: device).last(where: { $0.kind == kind }) else { throw Missing() }
        return found
    }

    func managementState(_ id: ObjectID = phone) throws -> ManagedDevice.ManagementState {
        tenant.managementState(of: try device(id))
    }

    /// What the phone is to be sent now.
    func work() -> [DeviceWork] { tenant.work(for: Self.phone, provider: Self.provider) }

    /// The phone answers.
    mutating func take(_ answer: DeviceAnswer, to subject: DeviceWork.Subject, after seconds: Int64 = 0) {
        tenant.take(answer, to: subject, from: Self.phone, Self.occasion(after: seconds, by: "phone"))
    }

    /// The command of an action goes to the phone.
    mutating func send(_ kind: DeviceActionKind, _ occasion: Occasion = occasion()) throws {
        let action = try action(kind)
        let work = tenant.work(for: Self.phone, provider: Self.provider).first { $0.subject == .action(action.id) }
        guard let work else { throw Missing() }
        tenant.send(work, to: Self.phone, occasion)
    }

    struct Missing: Error {}

    private static let counter = Atomic<UInt64>(0)

    /// Some seconds after the start, with ids that are counted.
    static func occasion(after seconds: Int64 = 0, by actor: String = "admin@lab.example") -> Occasion {
        Occasion(now: start.adding(seconds: seconds), actor: actor) { count in
            let number = counter.add(1, ordering: .relaxed).newValue
            return (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0 % 8))) }
        }
    }
}
