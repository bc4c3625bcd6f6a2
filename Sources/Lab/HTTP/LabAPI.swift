internal import Administration
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Notation
internal import XML

/// The interface for people and tests: JSON over HTTP below `/lab`.
struct LabAPI: Sendable {
    let management: LabManagement
    let tenancy: LabTenancy
    let consents: LabConsents
    let authority: LabAuthority
    let enrollment: LabEnrollment
    let gate: LabGate
    let uploads: UploadRoom
    let push: LabPush
    /// Who has the token of the interface, as lists of what was done name them.
    let owner: String

    func add(to router: Router<LabRequestContext>) {
        // Whom to trust is no secret.
        router.get("lab/ca.pem") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/x-pem-file"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: try authority.pem)))
        }
        let lab = router.group("lab").add(middleware: gate)
        for operation in LabOperation.all {
            lab.on(RouterPath(operation.path), method: operation.method) { request, context in
                try await answer { try await operation.handle(self, request, context) }
            }
        }
    }

    // MARK: What the operations do

    var devices: [DeviceView] {
        get async throws { try await views(of: await management.devices) }
    }

    func device(_ context: LabRequestContext) async throws -> DeviceView {
        let device = try await management.device(try id(context))
        return DeviceView(device, passcode: try await passcodes(of: [device])[device.id])
    }

    /// What was queued as it is; what administrators want is told by the Graph-shaped API.
    func commands(_ context: LabRequestContext) async throws -> [CommandView] {
        try await management.device(try id(context)).queue.filter { $0.subject == nil }.map { CommandView($0) }
    }

    func command(_ context: LabRequestContext) async throws -> CommandView {
        let (number, id) = (try number(context), try id(context))
        let entry = try await management.entry(number, of: id)
        guard entry.subject == nil else {
            throw LabError(.unknownCommand, "Device '\(id)' has no command \(number).")
        }
        return CommandView(entry)
    }

    func queue(_ request: Request, _ context: LabRequestContext) async throws -> QueuedView {
        try await uploads.withBody(of: request, upTo: LabBounds().body) { octets in
            QueuedView(commands: try await queue(try Self.commands(octets, request), context))
        }
    }

    func resetPasscode(_ request: Request, _ context: LabRequestContext) async throws -> ResetView {
        let query = request.uri.queryParameters
        return try await resetPasscode(
            tenant: query.get("tenant"), setsPolicy: query.get("policy") != "no", context)
    }

    func events(_ request: Request) async -> [EventView] {
        let number = request.uri.queryParameters.get("after").flatMap { Int($0) } ?? 0
        return await management.events(after: number).map { EventView($0) }
    }

    func setOddities(_ request: Request) async throws -> [String] {
        try await uploads.withBody(of: request, upTo: LabBounds().body) { octets in
            guard let names = try? JSONDecoder().decode([String].self, from: Data(octets)) else {
                throw LabError(.unknownOddity, "Send the oddities as a JSON array of names.")
            }
            let oddities = try LabOddities(names: names)
            await management.setOddities(oddities)
            return oddities.names
        }
    }

    /// Commands as SyncML, bare or as the member `syncml` of a JSON object.
    private static func commands(_ octets: [UInt8], _ request: Request) throws(LabError) -> [LabCommand] {
        struct Body: Decodable { var syncml: String }
        guard LabMediaType(request.headers) == .json else { return try LabCommand.read(octets) }
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(octets)) else {
            throw LabError(.badCommand, "Send {\"syncml\": \"…\"}, or SyncML as application/vnd.syncml.dm+xml.")
        }
        return try LabCommand.read(Array(body.syncml.utf8))
    }

    func id(_ context: LabRequestContext) throws -> String {
        let text = try context.parameters.require("id")
        return text.removingPercentEncoding ?? text
    }

    private func number(_ context: LabRequestContext) throws -> Int {
        let text = try context.parameters.require("number")
        guard let number = Int(text) else {
            throw LabError(.unknownCommand, "'\(text)' is not the number of a command.")
        }
        return number
    }

    private func queue(_ commands: [LabCommand], _ context: LabRequestContext) async throws -> [Int] {
        let id = try id(context)
        var numbers: [Int] = []
        for command in commands { numbers.append(try await management.queue(command, for: id)) }
        return numbers
    }

    /// Phones with the passcodes that are shown of them.
    private func views(of devices: [LabDevice]) async throws -> [DeviceView] {
        let passcodes = try await passcodes(of: devices)
        return devices.map { DeviceView($0, passcode: passcodes[$0.id]) }
    }

    private func passcodes(of devices: [LabDevice]) async throws -> [String: String] {
        let shown = try await tenancy.passcodes(of: devices.map(\.id), readBy: owner)
        let reported = devices.compactMap { device in device.passcode.map { (device.id, $0) } }
        return shown.merging(reported) { shown, _ in shown }
    }

    /// Asks for a new PIN, as *Reset passcode* of the portal does; it shows up as the device's `passcode`. The policy that
    /// makes the phone ready is a command of its own, which goes out in the same session before.
    /// - Parameter setsPolicy: whether EnablePinRecovery is sent too; else it is as profiles and commands have left it.
    private func resetPasscode(
        tenant: String?, setsPolicy: Bool, _ context: LabRequestContext
    ) async throws -> ResetView {
        let device = try await management.device(try id(context))
        let tenant = tenant ?? device.tenant
        guard !setsPolicy || tenant != nil else {
            throw LabError(
                .unknownTenant,
                """
                The phone's tenant is not known, for which EnablePinRecovery is to be set. Name the device, by its name or id as \
                `lab devices` lists them, and it is reset as from the portal: lab reset-passcode 'Lumia 950'. Or give --tenant \
                GUID, or --no-policy for the reset alone; in an address ?tenant=GUID or ?policy=no.
                """)
        }
        try await tenancy.check(.resetPasscode, of: device.id)
        let policy = setsPolicy ? tenant.map { [LabCommand.enablePINRecovery(tenant: $0)] } ?? [] : []
        let commands = try await queue(policy, context)
        let action = try await tenancy.request(.resetPasscode, of: device.id, by: owner)
        push.notify(device.id)
        return ResetView(action: action.id.rawValue, commands: commands)
    }

    private func answer(_ work: () async throws -> any Encodable) async throws -> Response {
        do {
            return try Self.json(try await work())
        } catch let error as LabError {
            return try Self.refusal(error)
        } catch let error as AdministrationError {
            return try Self.refusal(LabError(error))
        }
    }

    /// An error as an answer.
    static func refusal(_ error: LabError) throws -> Response {
        let status: HTTPResponse.Status =
            switch error.code {
            case .unknownDevice, .unknownCommand: .notFound
            case .noToken: .unauthorized
            case .wrongHost: .misdirectedRequest
            case .wrongMediaType: .unsupportedMediaType
            case .queueFull: .conflict
            case .notKept: .internalServerError
            default: .badRequest
            }
        var response = try json(ErrorView(error: error.message), status)
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }

    private static func json(_ value: some Encodable, _ status: HTTPResponse.Status = .ok) throws -> Response {
        let text = VisibleText.json(String(decoding: try JSONEncoder.sorted.encode(value), as: UTF8.self))
        return Response(
            status: status, headers: [.contentType: "application/json; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
