import Administration
import Lab
import Notation
import SyncML
import Testing

/// A phone in conversation with a server's memory that asks the administrators' side.
///
/// A server that is not new finds its phones in what was kept.
struct DeskTalk {
    let store: any AdministrationStore
    let tenancy: LabTenancy
    let management: LabManagement
    let time: ManualTime
    var phone = TestPhone()

    init(
        _ settings: LabManagementSettings = LabManagementSettings(), store: any AdministrationStore = MemoryStore(),
        records: (any RecordStore)? = nil, time: ManualTime = ManualTime(1_500_000_000), isNew: Bool = true
    ) async throws {
        var sources = LabSources.counting()
        sources.now = { time.seconds }
        self.time = time
        self.store = store
        tenancy = LabTenancy(
            store: store, tenant: ObjectID(LabConfiguration.usualTenant), provider: settings.providerID,
            sources: sources)
        try await tenancy.prepare(LabConfiguration())
        management = LabManagement(settings: settings, sources: sources, tenancy: tenancy, records: records)
        try await management.restore()
        if isNew { try await management.enroll(Self.device(phone.id)) }
    }

    static func device(_ id: String) -> LabDevice {
        var device = LabDevice(id: id)
        device.user = "adele@lab.example"
        // It is nobody new: what it is was asked before.
        device.details = [:]
        device.context = [
            LabDevice.ContextItem(name: "DeviceName", value: "Windows Phone"),
            LabDevice.ContextItem(name: "DeviceType", value: "WindowsPhone"),
            LabDevice.ContextItem(name: "OSVersion", value: "10.0.15063.297"),
            LabDevice.ContextItem(name: "IMEI", value: "350000000000006"),
        ]
        return device
    }

    /// Sends a message of the phone.
    func send(_ message: Message) async throws -> LabReply {
        let reply = await management.reply(to: message, address: TestPhone.server)
        return try #require(reply)
    }

    mutating func beginSession(_ id: String) {
        phone = TestPhone(id: phone.id)
        phone.session = id
    }

    var tenant: Tenant {
        get async throws { try #require(await tenancy.current()) }
    }

    var device: ManagedDevice {
        get async throws { try #require(try await tenant.device(managementName: phone.id)) }
    }

    var actions: [DeviceAction] {
        get async throws { try await tenant.actions(of: try await device.id) }
    }

    func request(_ kind: DeviceActionKind) async throws {
        let id = try await device.id
        let occasion = Self.occasion
        try await tenancy.change { tenant throws(AdministrationError) in
            _ = try tenant.request(kind, on: id, occasion)
        }
    }

    /// Makes a profile and assigns it to all devices.
    func assign(_ name: String, _ settings: [OmaSetting]) async throws {
        let profile = DeviceConfiguration(
            id: ObjectID(name), displayName: name, createdDateTime: Self.occasion.now, omaSettings: settings)
        try await tenancy.change { tenant throws(AdministrationError) in
            try tenant.add(profile)
            try tenant.assign(profile.id, to: [.allDevices])
        }
    }

    private static let numbers = Counter()

    static var occasion: Occasion {
        Occasion(now: Instant(seconds: 1_500_000_000), actor: "admin@lab.example") { numbers.next($0) }
    }

    /// Results with a new PIN, for a command that was sent.
    static func pin(_ value: String, messageRef: String = "1", commandRef: String) -> Results {
        Results(
            id: "20", messageRef: messageRef, commandRef: commandRef,
            items: [Item(source: ActionCommand.newPINValue, data: .text(value))])
    }
}
