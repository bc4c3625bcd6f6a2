import Certificates
import ServerScripts
import Testing
import Transport
import Wire

/// Certificates with which no connection could ever be made are found before anything depends on them.
struct ProofTests {
    private static func prove(_ roots: [[UInt8]]) async throws {
        try await HTTPExchange.withExchange(TransportConfiguration()) { exchange in
            try await exchange.prove(WireTrust(roots: roots))
        }
    }

    @Test
    func `an authority that TLS can use is fine`() async throws {
        try await Self.prove([try Authority().certificate, try Authority("Another").certificate])
    }

    @Test
    func `one with a name of sixty thousand letters is not`() async throws {
        let authority = try Authority(String(repeating: "a", count: 60_000))
        await #expect(throws: WireError(.tlsFailed, url: "", message: "")) {
            try await Self.prove([authority.certificate])
        }
    }

    @Test
    func `a phone that has got such a one from its server connects all the same`() async throws {
        let roots = [try Authority(String(repeating: "a", count: 60_000)).certificate, [1, 2, 3]]
        try await HTTPExchange.withExchange(TransportConfiguration()) { exchange in
            let made = try exchange.exchange(for: WireTrust(roots: roots))
            // Nobody listens there; TLS is made ready before that is found.
            await #expect(throws: WireError(.unreachable, url: "", message: "")) {
                try await made.send(WireRequest(.get, "https://127.0.0.1:1/"))
            }
        }
    }
}
