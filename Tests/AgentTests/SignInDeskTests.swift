@testable import Agent
import Foundation
import SimulatedPhone
import Testing
import Transport
import Wire

/// A person signs in on the server's page, and the page's last form brings the token back.
@Suite("The sign-in desk")
struct SignInDeskTests {
    /// Posts a form as a browser does.
    private static func post(_ form: String, to address: String) async throws -> Int {
        try await HTTPExchange.withExchange(
            TransportConfiguration(allowsInsecureHTTP: true, responseTimeout: .seconds(600))
        ) { exchange in
            let request = WireRequest(
                .post, address, headers: ["Content-Type": "application/x-www-form-urlencoded"], body: Array(form.utf8))
            return try await exchange.send(request).status
        }
    }

    @Test("The form's wresult is the token, however it is escaped; what has none, or goes elsewhere, changes nothing")
    func token() async throws {
        let (answers, answered) = AsyncStream.makeStream(of: Int.self)
        let token = await SignInListener().token(within: .seconds(600)) { address in
            let other = address.prefix { $0 != "?" }.split(separator: "/").dropLast().joined(separator: "/")
            let forms = [
                ("wresult=stolen", other.replacing("http:/", with: "http://") + "/guessed"), ("other=1", address),
                ("a=b&wresult=t%2B1+x%3D", address),
            ]
            Task {
                for (form, place) in forms {
                    // Where all tests run at once a first answer may come too late for its sender.
                    var status = try? await Self.post(form, to: place)
                    for _ in 0..<5 where status == nil { status = try? await Self.post(form, to: place) }
                    answered.yield(status ?? 0)
                }
                answered.finish()
            }
        }
        #expect(token == "t+1 x=")
        var statuses: [Int] = []
        for await status in answers { statuses.append(status) }
        #expect(statuses == [404, 400, 200])
    }

    @Test(
        "Fields of a form", arguments: [("wresult=a%26b", "a&b"), ("x=1&wresult=", ""), ("wresul=1", nil), ("", nil)])
    func form(text: String, value: String?) {
        #expect(FormText.value(of: "wresult", in: text) == value)
    }
}
