internal import PINReset
internal import SyncML

/// What the interface shows: the names here are those of its JSON.
struct DeviceView: Encodable {
    let id: String
    let state: String
    let user: String?
    let tenant: String?
    let certificate: String?
    let loginStatus: String?
    let properties: [String: String]
    let passcode: String?
    let waiting: Int

    init(_ device: LabDevice, passcode: String?) {
        self.passcode = passcode
        id = device.id
        state = device.state.rawValue
        user = device.user
        tenant = device.tenant
        certificate = device.thumbprint
        loginStatus = device.loginStatus
        properties = device.properties
        waiting = device.queue.count { $0.state == .waiting }
    }
}

struct CommandView: Encodable {
    struct StatusView: Encodable {
        let command: String
        let address: String?
        let code: UInt16
    }

    struct ResultView: Encodable {
        let address: String
        let format: String?
        let type: String?
        let data: String
    }

    let number: Int
    let command: String
    let address: String?
    let state: String
    let statuses: [StatusView]
    let results: [ResultView]

    init(_ entry: LabQueueEntry) {
        number = entry.number
        switch entry.command.content {
        case .command(let command):
            self.command = command.elementName
            address = command.firstAddress
        case .raw:
            command = "raw"
            address = nil
        }
        state = entry.state.rawValue
        statuses = entry.statuses.map { StatusView(command: $0.command, address: $0.address, code: $0.code) }
        results = entry.results.map {
            ResultView(address: $0.address, format: $0.format, type: $0.type, data: $0.data)
        }
    }
}

struct EventView: Encodable {
    let number: Int
    let time: Int64
    let device: String?
    let kind: String
    let detail: String

    init(_ event: LabEvent) {
        number = event.number
        time = event.time
        device = event.device
        kind = event.kind.rawValue
        detail = event.detail
    }
}

struct ConsentView: Encodable {
    let tenant: String
    let application: String
    let name: String
    let administrator: String?
    let time: Int64

    init(_ consent: LabConsents.Consent) {
        tenant = consent.tenant
        application = consent.application.clientID
        name = consent.application.name
        administrator = consent.administrator
        time = consent.time
    }
}

struct ResetView: Encodable {
    /// By which the Graph-shaped API knows it.
    let action: String
    let commands: [Int]
}

struct QueuedView: Encodable {
    let commands: [Int]
}

struct AdoptionView: Encodable {
    let device: DeviceView
    let document: String
}

struct ErrorView: Encodable {
    let error: String
}
