import Administration
import Foundation
import Lab
import Notation
import PINReset
import Testing

/// The PIN reset service of the lab, asked with bare requests.
@Suite("The lab's PIN reset service", .timeLimit(.minutes(30)))
struct PINResetRouteTests {
    private static let request = PINResetTicketRequest(
        tenant: LabConfiguration.usualTenant, device: "urn:uuid:1", protector: "p1")
    private static let path = "/pin-reset/tickets"
    private static let json = "application/json"

    private static func keys(_ client: RawClient) async throws -> [TicketVerifyingKey] {
        let answer = try await client.get("/pin-reset/keys")
        return try PINResetDocuments.keys(in: answer.body, status: try #require(answer.status))
    }

    @Test("With both consents a ticket comes that opens what was asked for; each has a name of its own")
    func granted() async throws {
        var configuration = TestServer.plain()
        configuration.consented = Set(PINResetApplication.allCases)
        try await TestServer.run(configuration) { lab in
            let client = RawClient(port: lab.port)
            let keys = try await Self.keys(client)
            var names: Set<String> = []
            for _ in 0..<2 {
                let answer = try await client.post(Self.path, PINResetDocuments.write(Self.request), type: Self.json)
                #expect(answer.status == 200 && answer.text.contains("no-store"))
                let signed = try PINResetDocuments.ticket(in: answer.body, status: 200, for: Self.request)
                let now = Instant(seconds: LabSources.system.now())
                names.insert(try signed.verified(for: Self.request, keys: keys, now: now).id)
            }
            #expect(names.count == 2)
            #expect(await lab.management.events().filter { $0.kind == .ticketGiven }.count == 2)
        }
    }

    static let consents: [(Set<PINResetApplication>, [PINResetApplication])] = [
        ([], [.service, .client]), ([.service], [.client]), ([.client], [.service]),
    ]

    @Test("Without a consent the refusal names which one is missing", arguments: consents)
    func refused(_ given: Set<PINResetApplication>, _ missing: [PINResetApplication]) async throws {
        var configuration = TestServer.plain()
        configuration.consented = given
        try await TestServer.run(configuration) { lab in
            let client = RawClient(port: lab.port)
            let answer = try await client.post(Self.path, PINResetDocuments.write(Self.request), type: Self.json)
            #expect(answer.status == 403)
            #expect(throws: PINResetRefusal.consentMissing(tenant: Self.request.tenant, applications: missing)) {
                try PINResetDocuments.ticket(in: answer.body, status: 403, for: Self.request)
            }
        }
    }

    @Test("Another directory is not known, and what is no request gets no ticket")
    func wrong() async throws {
        var configuration = TestServer.plain()
        configuration.consented = Set(PINResetApplication.allCases)
        try await TestServer.run(configuration) { lab in
            let client = RawClient(port: lab.port)
            let stranger = PINResetTicketRequest(tenant: "other", device: "d", protector: "p")
            let bodies = [
                (PINResetDocuments.write(stranger), Self.json, 403), (Array("{}".utf8), Self.json, 400),
                (Array("[".utf8), Self.json, 400), (PINResetDocuments.write(Self.request), "text/plain", 415),
                (Array(repeating: 0x20, count: 5000), Self.json, 413),
            ]
            for (body, type, status) in bodies {
                let answer = try await client.post(Self.path, body, type: type)
                #expect(answer.status == status && !answer.text.contains("\"ticket\""))
            }
        }
    }

    @Test("A lab that denies every ticket knows of a reset why it will fail")
    func denied() async throws {
        var configuration = TestServer.plain()
        configuration.consented = Set(PINResetApplication.allCases)
        configuration.deniesTickets = true
        try await TestServer.run(configuration) { (lab) async throws in
            try await lab.management.enroll(LabDevice(id: Self.request.device))
            let reset = RawClient(port: lab.port, token: lab.token)
            let asked = try await reset.post("/lab/devices/\(Self.request.device)/reset-passcode?policy=no", [])
            #expect(asked.status == 200, "\(asked.text)")
            try await lab.tenancy.change { tenant in
                for id in tenant.actions.rows.map(\.id) { tenant.actions[id]?.state = .active }
            }
            let client = RawClient(port: lab.port)
            let answer = try await client.post(Self.path, PINResetDocuments.write(Self.request), type: Self.json)
            #expect(answer.status == 403 && answer.text.contains("deny every ticket"))
            #expect(await lab.tenancy.current()?.actions.rows.map(\.isTicketDenied) == [true])
        }
    }

    @Test("S3: a PC, and a build before the Creators Update, are refused the reset before anything is sent")
    func unsupported() async throws {
        try await TestServer.run(TestServer.plain()) { lab in
            let kinds = [
                ("PC", "CIMClient_Windows", "10.0.15063.0", 400, "Windows on a PC"),
                ("OLD", "WindowsPhone", "10.0.14393.0", 400, "Creators Update"),
                ("PHONE", "WindowsPhone", "10.0.15063.297", 200, "commands"),
                ("UNTOLD", "WindowsPhone", "", 200, "commands"),
            ]
            for (id, type, version, status, words) in kinds {
                var device = LabDevice(id: id)
                device.context = [
                    LabDevice.ContextItem(name: "DeviceType", value: type),
                    LabDevice.ContextItem(name: "OSVersion", value: version),
                ]
                try await lab.management.enroll(device)
                let client = RawClient(port: lab.port, token: lab.token)
                let answer = try await client.post("/lab/devices/\(id)/reset-passcode?tenant=T", [])
                #expect(answer.status == status && answer.text.contains(words), "\(id)")
                #expect(try await lab.management.device(id).queue.count == (status == 200 ? 1 : 0))
            }
            let client = RawClient(port: lab.port, token: lab.token)
            #expect(try await client.post("/lab/devices/PHONE/reset-passcode?policy=no", []).status == 200)
            #expect(try await lab.management.device("PHONE").queue.count == 1)
            let actions = try #require(await lab.tenancy.current()).actions.rows
            #expect(actions.map(\.kind) == [.resetPasscode, .resetPasscode, .resetPasscode])
            // The later request has taken the earlier one's place.
            #expect(actions.map(\.state) == [.canceled, .pending, .pending])
        }
    }
}
