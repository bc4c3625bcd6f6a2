import Notation
import PINReset
import Testing

/// A ticket opens what it was given for, once, for minutes, and nothing else.
@Suite("Signed tickets")
struct SignedTicketTests {
    private static let tenant = "7c4f1de2-0b35-4a86-9f0e-5d2a7be0c913"
    private static let other = "11111111-0b35-4a86-9f0e-5d2a7be0c913"
    private static let now = Instant(seconds: 1_500_000_000)
    private static let service = SigningPINResetService()
    private static let tenants = [PINResetTenant(id: tenant)]
    private static let request = PINResetTicketRequest(tenant: tenant, device: "d1", protector: "p1", opening: 2)

    private static func signed(
        by service: SigningPINResetService = service, for request: PINResetTicketRequest = request
    ) throws -> SignedTicket {
        try service.ticket(for: request, tenants: tenants, id: "t1", now: now)
    }

    @Test("A ticket opens what it was given for, and says so again when it is read")
    func good() throws {
        let ticket = try Self.signed().verified(for: Self.request, keys: Self.service.keys, now: Self.now)
        #expect(ticket == PINResetTicket(id: "t1", for: Self.request))
    }

    /// A use of a ticket that must be refused.
    struct Misuse: CustomTestStringConvertible {
        var testDescription: String
        var purpose = PINResetTicketRequest(tenant: tenant, device: "d1", protector: "p1", opening: 2)
        var later: Int64 = 0
        var lifetime = TicketLifetime.usual
        var fault: TicketFault
    }

    static let misuses = [
        Misuse(
            testDescription: "another tenant",
            purpose: PINResetTicketRequest(tenant: other, device: "d1", protector: "p1", opening: 2),
            fault: .otherTenant),
        Misuse(
            testDescription: "another device",
            purpose: PINResetTicketRequest(tenant: tenant, device: "d2", protector: "p1", opening: 2),
            fault: .otherDevice),
        Misuse(
            testDescription: "another protector",
            purpose: PINResetTicketRequest(tenant: tenant, device: "d1", protector: "p2", opening: 2),
            fault: .otherProtector),
        Misuse(
            testDescription: "used: the protector has been opened with it",
            purpose: PINResetTicketRequest(tenant: tenant, device: "d1", protector: "p1", opening: 3), fault: .used),
        Misuse(
            testDescription: "for a later opening",
            purpose: PINResetTicketRequest(tenant: tenant, device: "d1", protector: "p1", opening: 1), fault: .ahead),
        Misuse(testDescription: "old", later: 421, fault: .expired(now.adding(seconds: 300))),
        Misuse(testDescription: "from a service whose clock is ahead", later: -121, fault: .notYetValid(now)),
        Misuse(testDescription: "valid for a day", lifetime: 86_400, fault: .tooLong),
    ]

    @Test("A ticket is refused, with the reason, for", arguments: misuses)
    func misuse(_ misuse: Misuse) throws {
        let service = SigningPINResetService(lifetime: misuse.lifetime)
        let ticket = try Self.signed(by: service)
        let fault = #expect(throws: TicketFault.self) {
            try ticket.verified(
                for: misuse.purpose, keys: service.keys, now: Self.now.adding(seconds: misuse.later))
        }
        #expect(fault == misuse.fault)
        #expect(fault.map { PINResetRefusal.badTicket($0).description.contains("\($0)") } == true)
    }

    @Test("Clocks may differ by two minutes", arguments: [-120, 420] as [Int64])
    func clocks(_ seconds: Int64) throws {
        _ = try Self.signed().verified(
            for: Self.request, keys: Self.service.keys, now: Self.now.adding(seconds: seconds))
    }

    @Test("With any one bit changed it opens nothing")
    func bits() throws {
        let octets = Array(try Self.signed().text.utf8)
        for index in octets.indices {
            for bit in 0..<8 {
                var changed = octets
                changed[index] ^= 1 << bit
                let ticket = SignedTicket(String(decoding: changed, as: UTF8.self))
                #expect(throws: TicketFault.self, "bit \(bit) of octet \(index)") {
                    try ticket.verified(for: Self.request, keys: Self.service.keys, now: Self.now)
                }
            }
        }
    }

    @Test("Cut anywhere, or with anything behind it, it is none")
    func lengths() throws {
        let text = try Self.signed().text
        for length in 0..<text.count {
            let cut = SignedTicket(String(text.prefix(length)))
            #expect(throws: TicketFault.self) {
                try cut.verified(for: Self.request, keys: Self.service.keys, now: Self.now)
            }
        }
        for tail in ["A", ".", "=", " ", "\n", String(repeating: "A", count: 10_000)] {
            #expect(throws: TicketFault.self) {
                try SignedTicket(text + tail).verified(for: Self.request, keys: Self.service.keys, now: Self.now)
            }
        }
    }

    /// `{"alg":"none","kid":"x"}`, `{"alg":"HS256","kid":"x"}` in base64url.
    @Test(
        "Unsigned, signed in another way or by somebody else, it opens nothing",
        arguments: [
            ("eyJhbGciOiJub25lIiwia2lkIjoieCJ9", TicketFault.algorithm),
            ("eyJhbGciOiJIUzI1NiIsImtpZCI6IngifQ", .algorithm),
        ])
    func algorithms(_ header: String, _ expected: TicketFault) throws {
        let parts = try Self.signed().text.split(separator: ".")
        for signature in [String(parts[2]), ""] {
            #expect(throws: expected) {
                try SignedTicket("\(header).\(parts[1]).\(signature)").verified(
                    for: Self.request, keys: Self.service.keys, now: Self.now)
            }
        }
        let stranger = SigningPINResetService()
        #expect(throws: TicketFault.unknownKey) {
            try Self.signed(by: stranger).verified(for: Self.request, keys: Self.service.keys, now: Self.now)
        }
        #expect(throws: TicketFault.unknownKey) {
            try Self.signed().verified(for: Self.request, keys: [], now: Self.now)
        }
    }

    @Test("What one ticket says under the signature of another holds no more")
    func mixed() throws {
        let parts = try Self.signed().text.split(separator: ".")
        let request = PINResetTicketRequest(tenant: Self.tenant, device: "d2", protector: "p1", opening: 2)
        let others = try Self.signed(for: request).text.split(separator: ".")
        #expect(throws: TicketFault.signature) {
            try SignedTicket("\(parts[0]).\(others[1]).\(parts[2])").verified(
                for: request, keys: Self.service.keys, now: Self.now)
        }
    }

    @Test("The service knows nothing but consent: no ticket without both, and none for half a request")
    func consent() throws {
        func refusal(_ request: PINResetTicketRequest, _ tenants: [PINResetTenant]) -> PINResetRefusal? {
            #expect(throws: PINResetRefusal.self) {
                try Self.service.ticket(for: request, tenants: tenants, id: "t", now: Self.now)
            }
        }
        #expect(refusal(Self.request, []) == .tenantUnknown(Self.tenant))
        let one = [PINResetTenant(id: Self.tenant, consentedApplications: [.service])]
        #expect(refusal(Self.request, one) == .consentMissing(tenant: Self.tenant, applications: [.client]))
        let nobody = PINResetTicketRequest(tenant: Self.tenant, device: "", protector: "p1")
        #expect(refusal(nobody, Self.tenants) == .incompleteRequest(missing: "device"))
        let never = PINResetTicketRequest(tenant: Self.tenant, device: "d", protector: "p", opening: 0)
        #expect(refusal(never, Self.tenants) == .incompleteRequest(missing: "opening above 0"))
    }
}
