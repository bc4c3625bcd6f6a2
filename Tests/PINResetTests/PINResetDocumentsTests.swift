import Notation
import PINReset
import Testing

/// What a phone and a service say to each other, and what a phone takes for an answer.
@Suite("The documents of the PIN reset service")
struct PINResetDocumentsTests {
    private static let request = PINResetTicketRequest(tenant: "t", device: "d \"1\"", protector: "p", opening: 3)

    @Test("A request, a ticket and keys come over as they were")
    func roundTrips() throws {
        #expect(PINResetDocuments.request(in: PINResetDocuments.write(Self.request)) == Self.request)
        let ticket = SignedTicket("a.b.c")
        let answer = PINResetDocuments.write(ticket)
        #expect(try PINResetDocuments.ticket(in: answer, status: 200, for: Self.request) == ticket)
        let keys = SigningPINResetService().keys
        #expect(try PINResetDocuments.keys(in: PINResetDocuments.write(keys), status: 200) == keys)
    }

    @Test("A request without the number of the opening is for the first; the tenant in any spelling is the same")
    func lenient() throws {
        let text = #"{"tenant":"{ABC}","device":"d","protector":"p"}"#
        #expect(
            PINResetDocuments.request(in: Array(text.utf8))
                == PINResetTicketRequest(tenant: "abc", device: "d", protector: "p", opening: 1))
    }

    @Test(
        "What is no request is none",
        arguments: ["", "[]", "null", "{}", #"{"tenant":1,"device":"d","protector":"p"}"#, "{\"tenant\":\"\u{0}"])
    func noRequest(_ text: String) {
        #expect(PINResetDocuments.request(in: Array(text.utf8)) == nil)
    }

    @Test(
        "A refusal comes over as what it is",
        arguments: [
            (.tenantUnknown("t"), 403), (.consentMissing(tenant: "t", applications: [.client]), 403), (.denied, 403),
        ] as [(PINResetRefusal, Int)])
    func refusals(_ refusal: PINResetRefusal, _ status: Int) {
        let written = PINResetDocuments.write(refusal)
        #expect(written.status == status)
        #expect(throws: refusal) {
            try PINResetDocuments.ticket(in: written.body, status: written.status, for: Self.request)
        }
    }

    /// The key of RFC 8037, appendix A.
    @Test("The key of RFC 8037 is read and named as it says")
    func key() throws {
        let set =
            #"{"keys":[{"kty":"RSA","n":"AQAB"},{"kty":"OKP","crv":"Ed25519","#
            + #""x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#
        let keys = try PINResetDocuments.keys(in: Array(set.utf8), status: 200)
        #expect(keys.map(\.id) == ["kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"])
    }

    @Test(
        "What is neither a ticket nor a refusal is told as that, without the words of who sent it",
        arguments: [
            (200, "<html>evil</html>"), (200, "{}"), (200, #"{"ticket":7}"#), (500, "evil"), (404, "{}"), (302, ""),
            (403, #"{"error":{"code":"evil","message":"evil"}}"#), (200, String(repeating: "[", count: 20_000)),
        ])
    func lies(_ status: Int, _ body: String) throws {
        let refusal = try #require(
            #expect(throws: PINResetRefusal.self) {
                try PINResetDocuments.ticket(in: Array(body.utf8), status: status, for: Self.request)
            })
        guard case .unbelievable(let reason) = refusal else {
            Issue.record("\(refusal)")
            return
        }
        #expect(!reason.contains("evil") && !reason.isEmpty)
    }
}
