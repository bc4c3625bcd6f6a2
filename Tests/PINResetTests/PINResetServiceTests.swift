import PINReset
import Testing

@Suite("The PIN reset service")
struct PINResetServiceTests {
    static let tenant = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"
    static let request = PINResetTicketRequest(tenant: tenant, device: "urn:uuid:1", protector: "p1")

    @Test("gives a ticket for the protector where the tenant has consented to both applications")
    func granted() throws {
        let service: any ImmediatePINResetService = .embedded(tenants: [PINResetTenant(id: Self.tenant)])
        let ticket = try service.ticket(for: Self.request)
        #expect(ticket.purpose == Self.request)
        #expect(try service.ticket(for: Self.request) == ticket)
    }

    @Test(
        "refuses a tenant without full consent and names each application that lacks it",
        arguments: [
            ([], [.service, .client]),
            ([.service], [.client]),
            ([.client], [.service]),
        ] as [(Set<PINResetApplication>, [PINResetApplication])]
    )
    func consentMissing(consented: Set<PINResetApplication>, missing: [PINResetApplication]) {
        let service = EmbeddedPINResetService(tenants: [
            PINResetTenant(id: Self.tenant, consentedApplications: consented)
        ])
        let refusal = #expect(throws: PINResetRefusal.self) { try service.ticket(for: Self.request) }
        #expect(refusal == .consentMissing(tenant: Self.tenant, applications: missing))
        for application in PINResetApplication.allCases {
            #expect(refusal?.description.contains(application.clientID) == missing.contains(application))
        }
    }

    @Test("refuses a tenant that it does not know")
    func tenantUnknown() {
        let service = EmbeddedPINResetService(tenants: [])
        #expect(throws: PINResetRefusal.tenantUnknown(Self.tenant)) { try service.ticket(for: Self.request) }
    }

    @Test(
        "knows a tenant in any letter case and with braces",
        arguments: ["7C4F1DE2-0B35-4A86-9F0E-5D2A7BE0C913", "{\(tenant)}"])
    func tenantSpelling(spelling: String) throws {
        let service = EmbeddedPINResetService(tenants: [PINResetTenant(id: spelling)])
        _ = try service.ticket(for: Self.request)
        let other = PINResetTicketRequest(tenant: spelling, device: "urn:uuid:1", protector: "p1")
        #expect(other == Self.request)
    }

    @Test(
        "refuses a request that names no device or no protector",
        arguments: [("", "p1", "device"), ("d", "", "protector")])
    func incomplete(device: String, protector: String, missing: String) {
        let service = EmbeddedPINResetService(tenants: [PINResetTenant(id: Self.tenant)])
        let request = PINResetTicketRequest(tenant: Self.tenant, device: device, protector: protector)
        #expect(throws: PINResetRefusal.incompleteRequest(missing: missing)) { try service.ticket(for: request) }
    }

    @Test("grants everything or denies everything where it is set to")
    func fixedAnswers() throws {
        let granting: any ImmediatePINResetService = .granted
        let denying: any ImmediatePINResetService = .denied
        #expect(try granting.ticket(for: Self.request).purpose == Self.request)
        #expect(throws: PINResetRefusal.denied) { try denying.ticket(for: Self.request) }
    }

    @Test("tells what to do in every refusal")
    func descriptions() {
        let refusals: [(PINResetRefusal, String)] = [
            (.tenantUnknown("t"), "join the phone"),
            (.consentMissing(tenant: "t", applications: [.client]), "Microsoft Pin Reset Client Production"),
            (.denied, "choose"),
            (.incompleteRequest(missing: "device"), "needs"),
            (.unreachable(reason: "timeout"), "check its address"),
        ]
        for (refusal, words) in refusals {
            #expect(refusal.description.contains(words))
        }
    }

    @Test("has the two client ids that Microsoft publishes")
    func clientIDs() {
        #expect(PINResetApplication.service.clientID == "b8456c59-1230-44c7-a4a2-99b085333e84")
        #expect(PINResetApplication.client.clientID == "9115dd05-fad5-4f9c-acc7-305d08b1b04e")
    }
}
