import Administration
import GraphClient
import JSON
import Notation
import Synchronization
import Testing
import Wire

@Suite("Answers on the wire")
struct ConnectionTests {
    @Test("A list that has several pages is fetched to its end")
    func pages() async throws {
        let lab = try await LabOfTest()
        try await lab.change { tenant throws(AdministrationError) in
            for number in 1...2100 {
                let id = "more-\(number)"
                try tenant.enroll(LabOfTest.device(id, id, .windowsMobile), LabOfTest.occasion)
            }
        }
        let devices = try await lab.connection.devices()
        #expect(devices.count == 2103 && Set(devices.map(\.id)).count == 2103)
        #expect(try await lab.connection.devices(filter: "operatingSystem eq 'Windows'").map(\.id) == ["pc-1"])
    }

    @Test("A link to another server is followed on the one that was named, where the token belongs")
    func links() async throws {
        let heard = Heard()
        let graph = GraphConnection(base: "https://lab.example", token: "t", exchange: heard)
        let users: [GraphUser] = try await graph.list("/users")
        #expect(users.isEmpty)
        #expect(heard.urls == ["https://lab.example/v1.0/users", "https://lab.example/v1.0/users?$skiptoken=1"])
    }

    /// Two pages, the second at another server's address.
    private final class Heard: Exchange {
        private let asked = Mutex<[String]>([])

        var urls: [String] { asked.withLock { $0 } }

        func send(_ request: WireRequest) async throws(WireError) -> WireResponse {
            let count = asked.withLock { asked in
                asked.append(request.url)
                return asked.count
            }
            let link = #","@odata.nextLink":"https://elsewhere.example/v1.0/users?$skiptoken=1""#
            return WireResponse(status: 200, body: Array(#"{"value":[]\#(count == 1 ? link : "")}"#.utf8))
        }
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        var status: Int
        var headers: WireHeaders = [:]
        var body: String
        var code: GraphFailure.Code
        var says: String

        var testDescription: String { "\(status) \(body)" }
    }

    static let refusals = [
        Refusal(
            status: 429, headers: ["Retry-After": "7"],
            body: #"{"error":{"code":"TooManyRequests","message":"Too many requests."}}"#,
            code: .refused(status: 429, error: "TooManyRequests"), says: "Too many requests. Try again in 7 s."),
        Refusal(
            status: 401, body: #"{"error":"Send the header Authorization"}"#,
            code: .refused(status: 401, error: nil), says: "Send the header Authorization"),
        Refusal(
            status: 404, body: "", code: .refused(status: 404, error: nil),
            says: "https://lab.example/v1.0/users answered with HTTP status 404; is that a lab?"),
        Refusal(
            status: 200, body: "<html>", code: .unreadable,
            says: "The answer of https://lab.example/v1.0/users is not what the API has there; is that a lab?"),
        Refusal(
            status: 200, body: #"{"value":[],"@odata.nextLink":"https://lab.example/elsewhere"}"#, code: .unreadable,
            says: "The link to the next page leads out of the API: https://lab.example/elsewhere"),
    ]

    @Test("Whatever is no answer is told as a sentence", arguments: refusals)
    func refused(_ row: Refusal) async {
        let answer = WireResponse(status: row.status, headers: row.headers, body: Array(row.body.utf8))
        let graph = GraphConnection(base: "https://lab.example", token: "t", exchange: FixedAnswer(response: answer))
        let failure = await #expect(throws: GraphFailure.self) {
            let _: [GraphUser] = try await graph.list("/users")
        }
        #expect(failure?.code == row.code)
        #expect(failure?.message == row.says)
    }

    @Test("So many requests are turned away as somebody asked for, and the next one is not")
    func throttled() async throws {
        let graph = try await LabOfTest().connection
        try await graph.throttle(2, retryAfter: 3)
        for _ in 0..<2 {
            let failure = await #expect(throws: GraphFailure.self) { try await graph.users() }
            #expect(failure?.code == .refused(status: 429, error: "TooManyRequests"))
            #expect(failure?.message.hasSuffix("Try again in 3 s.") == true)
        }
        #expect(try await graph.users().count == 1)
        let wrong = await #expect(throws: GraphFailure.self) { try await graph.throttle(-1, retryAfter: nil) }
        #expect(wrong?.code == .refused(status: 400, error: "BadRequest"))
    }

    @Test("A token that the lab does not know opens nothing")
    func stranger() async throws {
        let lab = try await LabOfTest()
        let graph = GraphConnection(base: LabOfTest.base, token: "stranger", exchange: lab)
        let failure = await #expect(throws: GraphFailure.self) { try await graph.users() }
        #expect(failure?.code == .refused(status: 401, error: "InvalidAuthenticationToken"))
    }
}
