import Lab
import SyncML
import Testing

/// A phone in conversation with a server's memory, message by message.
struct Conversation {
    let management: LabManagement
    var phone = TestPhone()

    init(_ settings: LabManagementSettings = LabManagementSettings(), credentials: LabCredentials? = nil) async throws {
        management = LabManagement(settings: settings, sources: .counting())
        var device = LabDevice(id: phone.id)
        device.credentials = credentials
        try await management.enroll(device)
    }

    /// Sends a message of the phone.
    func send(_ message: Message) async throws -> LabReply {
        let reply = await management.reply(to: message, address: TestPhone.server)
        return try #require(reply)
    }

    func queue(_ commands: LabCommand...) async throws {
        for command in commands { try await management.queue(command, for: phone.id) }
    }

    func entry(_ number: Int) async throws -> LabQueueEntry {
        try await management.entry(number, of: phone.id)
    }

    var device: LabDevice {
        get async throws { try await management.device(phone.id) }
    }

    func count(_ kind: LabEvent.Kind) async -> Int {
        await management.events().count { $0.kind == kind }
    }
}

extension LabSources {
    /// A clock that stands still, and octets that count on.
    static func counting(now: Int64 = 1_500_000_000) -> LabSources {
        let counter = Counter()
        return LabSources(now: { now }, octets: { count in counter.next(count) })
    }
}
