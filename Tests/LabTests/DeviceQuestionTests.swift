import Administration
import Lab
import SyncML
import Testing

/// The lab asks a device that has enrolled what it is, and the device of the tenant is what it answers.
@Suite("A device that is new is asked what it is")
struct DeviceQuestionTests {
    private static let asked = [
        "./DevDetail/SwV", "./DevDetail/Ext/Microsoft/DeviceName", "./DevDetail/OEM", "./DevDetail/DevTyp",
    ]
    private static let serialNumber = "./DevDetail/Ext/Microsoft/SMBIOSSerialNumber"

    /// A phone that has just enrolled.
    private static func newcomer(
        _ settings: LabManagementSettings = LabManagementSettings(), type: String = "WindowsPhone",
        version: String = "10.0.15063.297", records: (any RecordStore)? = nil
    ) async throws -> DeskTalk {
        let talk = try await DeskTalk(settings, records: records)
        try await enroll(talk, type: type, version: version)
        return talk
    }

    private static func enroll(_ talk: DeskTalk, type: String, version: String) async throws {
        var device = LabDevice(id: talk.phone.id)
        device.user = "adele@lab.example"
        device.context = [("DeviceName", "Guess"), ("DeviceType", type), ("OSVersion", version)].map {
            LabDevice.ContextItem(name: $0.0, value: $0.1)
        }
        try await talk.management.enroll(device)
    }

    /// Of a message what it asks, without ids.
    private static func asks(_ reply: LabReply) -> [String] {
        reply.requests.compactMap { command in
            if case .access(let access) = command { access.items.first?.target } else { nil }
        }
    }

    /// What the phone answers to the questions of a message, by their addresses.
    private static func results(_ reply: LabReply, _ values: [String: String]) -> [Results] {
        reply.requests.compactMap { command in
            guard case .access(let access) = command, let address = access.items.first?.target,
                let value = values[address]
            else { return nil }
            return Results(
                id: nil, messageRef: reply.message.header?.messageID, commandRef: access.id,
                items: [Item(source: address, data: .text(value))])
        }
    }

    private static let values = [
        asked[0]: "10.0.15254.1", asked[1]: "Front desk", asked[2]: "MicrosoftMDG", asked[3]: "RM-1104",
        serialNumber: "S1",
    ]

    @Test("It is asked once, behind what is sent anyway, and is what it says; the next session asks nothing")
    func once() async throws {
        var talk = try await Self.newcomer()
        #expect(try await talk.device.deviceName == "Guess")
        try await talk.request(.remoteLock)
        let reply = try await talk.send(talk.phone.packageOne())
        #expect(Self.asks(reply) == ["./Vendor/MSFT/RemoteLock/Lock"] + Self.asked)
        let end = try await talk.send(
            talk.phone.answer(reply.message, results: Self.results(reply, Self.values)))
        #expect(end.requests.isEmpty)
        let device = try await talk.device
        #expect(device.deviceName == "Front desk" && device.osVersion == "10.0.15254.1")
        // These it tells in every session.
        #expect(device.manufacturer == "Maker" && device.model == "Model" && device.serialNumber == nil)
        talk.beginSession("2")
        #expect(try await talk.send(talk.phone.packageOne()).requests.isEmpty)
        #expect(try await talk.management.device(talk.phone.id).queue.isEmpty)
        #expect(await talk.management.events().allSatisfy { $0.kind != .violation })
    }

    @Test("Where the maker has set nothing, what DevDetail says of maker and model counts")
    func unknown() async throws {
        var talk = try await Self.newcomer()
        let told = ["./DevInfo/Man", "./DevInfo/Mod"].map { Item(source: $0, data: .text("Unknown")) }
        let reply = try await talk.send(
            talk.phone.message([
                .alert(Alert(id: "2", code: 1201)), .access(AccessCommand(.replace, id: "9", items: told)),
            ]))
        #expect(try await talk.device.manufacturer == "Unknown")
        _ = try await talk.send(talk.phone.answer(reply.message, results: Self.results(reply, Self.values)))
        let device = try await talk.device
        #expect(device.manufacturer == "MicrosoftMDG" && device.model == "RM-1104")
    }

    @Test("A session that breaks off has asked in vain; what the device does not have is not asked again")
    func brokenOff() async throws {
        var talk = try await Self.newcomer()
        let first = try await talk.send(talk.phone.packageOne())
        #expect(Self.asks(first) == Self.asked)
        talk.beginSession("2")
        let reply = try await talk.send(talk.phone.packageOne())
        #expect(Self.asks(reply) == Self.asked)
        _ = try await talk.send(talk.phone.answer(reply.message) { _ in 404 })
        #expect(try await talk.device.deviceName == "Guess")
        #expect(try await talk.device.osVersion == "10.0.15063.297")
        talk.beginSession("3")
        #expect(try await talk.send(talk.phone.packageOne()).requests.isEmpty)
    }

    @Test("Who enrols anew is asked anew, and nobody where the lab is set up so")
    func anew() async throws {
        var talk = try await Self.newcomer()
        let reply = try await talk.send(talk.phone.packageOne())
        _ = try await talk.send(talk.phone.answer(reply.message, results: Self.results(reply, Self.values)))
        try await Self.enroll(talk, type: "WindowsPhone", version: "10.0.14393.1")
        #expect(try await talk.device.osVersion == "10.0.14393.1")
        talk.beginSession("2")
        let again = try await talk.send(talk.phone.packageOne())
        #expect(Self.asks(again) == Self.asked)
        var settings = LabManagementSettings()
        settings.asksNewDevices = false
        var silent = try await Self.newcomer(settings)
        #expect(try await silent.send(silent.phone.packageOne()).requests.isEmpty)
    }

    @Test(
        "A PC with 1809 or later has a serial number there as well",
        arguments: [
            ("CIMClient_Windows", "10.0.17763.1", true), ("CIMClient_Windows", "10.0.16299.1", false),
            ("WindowsPhone", "10.0.17763.1", false), ("CIMClient_Windows", "", false),
        ])
    func ofPC(type: String, version: String, isAsked: Bool) async throws {
        var talk = try await Self.newcomer(type: type, version: version)
        let reply = try await talk.send(talk.phone.packageOne())
        #expect(Self.asks(reply) == Self.asked + (isAsked ? [Self.serialNumber] : []))
        _ = try await talk.send(talk.phone.answer(reply.message, results: Self.results(reply, Self.values)))
        #expect(try await talk.device.serialNumber == (isAsked ? "S1" : nil))
    }

    @Test("What was asked and answered is known by a server that has ended and begun again")
    func lasting() async throws {
        let records = MemoryRecords()
        var talk = try await Self.newcomer(records: records)
        let reply = try await talk.send(talk.phone.packageOne())
        _ = try await talk.send(talk.phone.answer(reply.message, results: Self.results(reply, Self.values)))
        var again = try await DeskTalk(store: talk.store, records: records, isNew: false)
        again.beginSession("2")
        #expect(try await again.send(again.phone.packageOne()).requests.isEmpty)
        #expect(try await again.device.deviceName == "Front desk")
    }
}
