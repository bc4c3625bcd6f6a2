import Certificates
import NIOSSL
import SwiftASN1
import Testing
import Transport
import Wire
import X509

/// Who the server is, and who the phone is.
struct TLSTests {
    static let authority = Result { try Authority() }
    static let key = Result { try SigningKey.generate(bits: 2048) }

    static func server(demandsClient: Bool = false) throws -> TLSConfiguration {
        let address = ASN1OctetString(contentBytes: [127, 0, 0, 1])
        return try authority.get().server(
            names: [.dnsName("localhost"), .ipAddress(address)], demandsClient: demandsClient)
    }

    /// Sends one message over TLS.
    static func send(
        _ configuration: TransportConfiguration, to tls: TLSConfiguration, host: String = "localhost",
        _ answers: [ScriptedServer.Answer] = [.ok("body")]
    ) async throws -> WireResponse {
        try await ScriptedServer.with(answers, tls: tls) { _, port in
            try await HTTPExchange.withExchange(configuration) { exchange in
                try await exchange.send(WireRequest(.post, "https://\(host):\(port)/", body: Array("in".utf8)))
            }
        }
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func `a server of a trusted authority is spoken to by the names in its certificate`(host: String) async throws {
        let configuration = TransportConfiguration(trustRoots: [try Self.authority.get().certificate])
        let response = try await Self.send(configuration, to: Self.server(), host: host)
        #expect(response.body == Array("body".utf8))
    }

    @Test
    func `a server of an unknown authority is not, and the error says how to make it known`() async throws {
        let others = [[], [try Authority("Another authority").certificate]]
        for roots in others {
            let error = await #expect(throws: WireError.self) {
                try await Self.send(TransportConfiguration(trustRoots: roots), to: Self.server())
            }
            #expect(error?.code == .untrustedServer, "\(error.debugDescription)")
            #expect(error?.message.contains("--ca-file") == true)
            #expect(error?.code.isWorthRetrying == false)
        }
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func `a certificate for another name is not trusted`(host: String) async throws {
        let authority = try Self.authority.get()
        let tls = try authority.server(names: [.dnsName("mdm.example.com")])
        await #expect(throws: WireError(.untrustedServer, url: "", message: "")) {
            try await Self.send(TransportConfiguration(trustRoots: [authority.certificate]), to: tls, host: host)
        }
    }

    @Test
    func `the phone shows the certificate of its enrolment to a server that asks`() async throws {
        let authority = try Self.authority.get()
        let identity = try authority.identity(of: "phone", key: try Self.key.get())
        let configuration = TransportConfiguration(trustRoots: [authority.certificate], clientIdentity: identity)
        let response = try await Self.send(configuration, to: Self.server(demandsClient: true))
        #expect(response.status == 200)
    }

    @Test
    func `a server that asks refuses a phone without a certificate, or with another authority's`() async throws {
        let authority = try Self.authority.get()
        let stranger = try Authority("Another authority").identity(of: "phone", key: try Self.key.get())
        for identity in [nil, stranger] {
            let error = await #expect(throws: WireError.self) {
                try await Self.send(
                    TransportConfiguration(trustRoots: [authority.certificate], clientIdentity: identity),
                    to: Self.server(demandsClient: true))
            }
            #expect(error?.code == .tlsFailed, "\(error.debugDescription)")
        }
    }

    @Test
    func `an exchange goes on with the identity that the phone has got meanwhile`() async throws {
        let authority = try Self.authority.get()
        let tls = try Self.server(demandsClient: true)
        try await ScriptedServer.with([.ok("body")], tls: tls) { _, port in
            let request = WireRequest(.post, "https://localhost:\(port)/")
            try await HTTPExchange.withExchange(TransportConfiguration()) { before in
                await #expect(throws: WireError(.untrustedServer, url: "", message: "")) {
                    try await before.send(request)
                }
                let identity = try authority.identity(of: "phone", key: try Self.key.get())
                let after = try before.with(clientIdentity: identity, trustRoots: [authority.certificate])
                let response = try await after.send(request)
                #expect(response.status == 200)
                await #expect(throws: WireError(.untrustedServer, url: "", message: "")) {
                    try await before.send(request)
                }
            }
        }
    }

    @Test
    func `a server that knows only later versions of TLS than the phone is told apart`() async throws {
        var tls = try Self.server()
        tls.minimumTLSVersion = .tlsv13
        let error = await #expect(throws: WireError.self) {
            try await Self.send(
                TransportConfiguration(trustRoots: [try Self.authority.get().certificate]), to: tls)
        }
        #expect(error?.code == .tlsFailed)
        #expect(error?.message.contains("allow it there") == true, "\(error.debugDescription)")
        #expect(error?.code.isWorthRetrying == false)
    }

    @Test
    func `a server without TLS at an address of https is a TLS failure`() async throws {
        try await ScriptedServer.with([.init("HTTP/1.1 400 Bad Request\r\n\r\n", then: .close)]) { _, port in
            try await HTTPExchange.withExchange(TransportConfiguration()) { exchange in
                let error = await #expect(throws: WireError.self) {
                    try await exchange.send(WireRequest(.post, "https://localhost:\(port)/"))
                }
                #expect(error?.code == .tlsFailed)
                #expect(error?.message.contains("WRONG_VERSION_NUMBER;") == true, "\(error.debugDescription)")
            }
        }
    }

    @Test
    func `a server that never agrees on TLS is given up after the time for connecting`() async throws {
        let configuration = TransportConfiguration(connectTimeout: .milliseconds(200))
        try await ScriptedServer.with([.init("")]) { _, port in
            try await HTTPExchange.withExchange(configuration) { exchange in
                _ = await #expect(throws: WireError(.timedOut, url: "", message: "")) {
                    try await exchange.send(WireRequest(.post, "https://localhost:\(port)/"))
                }
            }
        }
    }

    @Test
    func `the oddities of answers are borne over TLS too`() async throws {
        let configuration = TransportConfiguration(trustRoots: [try Self.authority.get().certificate])
        for ending in [ScriptedServer.Answer.Ending.close, .hangUp] {
            let short = ScriptedServer.Answer("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nbody", then: ending)
            let response = try await Self.send(configuration, to: Self.server(), [short])
            #expect(response.body == Array("body".utf8), "\(ending)")
        }
        let empty = ScriptedServer.Answer("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n", then: .close)
        let broken = ScriptedServer.Answer("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nbody", then: .reset)
        // Without a length only TLS can tell the end from a cut.
        let endless = ScriptedServer.Answer("HTTP/1.1 200 OK\r\n\r\nbody", then: .hangUp)
        for answer in [empty, broken, endless] {
            await #expect(throws: WireError(.interrupted, url: "", message: "")) {
                try await Self.send(configuration, to: Self.server(), [answer])
            }
        }
    }

    @Test(
        arguments: [
            (
                RedirectPolicy.followWithinHTTPS(max: 3), WireRequest.Redirection.followed, 200, nil,
                ["/first", "/second"]
            ),
            (.refuse, .followed, nil, .redirected, ["/first"]),
            (.followWithinHTTPS(max: 3), .handedOver, 302, nil, ["/first"]),
            (.refuse, .handedOver, 302, nil, ["/first"]),
        ] as [(RedirectPolicy, WireRequest.Redirection, Int?, WireError.Code?, [String])])
    func `a redirection is followed where the request wants it and the policy lets it, else handed over or refused`(
        policy: RedirectPolicy, wanted: WireRequest.Redirection, status: Int?, code: WireError.Code?, paths: [String]
    ) async throws {
        let roots = [try Self.authority.get().certificate]
        let answers = [
            ScriptedServer.Answer("HTTP/1.1 302 Found\r\nLocation: /second\r\nContent-Length: 0\r\n\r\n"), .ok("body"),
        ]
        let configuration = TransportConfiguration(trustRoots: roots, redirects: policy)
        try await ScriptedServer.with(answers, tls: try Self.server()) { server, port in
            let url = "https://localhost:\(port)/first"
            let request = WireRequest(.post, url, body: Array("in".utf8), redirection: wanted)
            try await HTTPExchange.withExchange(configuration) { exchange in
                do throws(WireError) {
                    let response = try await exchange.send(request)
                    #expect(response.status == status)
                } catch {
                    #expect(error.code == code)
                }
            }
            #expect(server.requests.map { $0.split(separator: " ")[1] } == paths.map { $0[...] })
            #expect(server.requests.allSatisfy { $0.hasPrefix("POST ") && $0.hasSuffix("\r\n\r\nin") })
        }
    }

    @Test
    func `certificates and keys that cannot be used are refused before anything is sent`() throws {
        let authority = try Self.authority.get()
        let identity = try authority.identity(of: "phone", key: try Self.key.get())
        let otherKey = try SigningKey.generate(bits: 1024)
        let cases: [(TransportConfiguration, Certificates.CertificateError.Code)] = [
            (TransportConfiguration(trustRoots: [[1, 2, 3]]), .unreadableCertificate),
            (.init(clientIdentity: .init(certificates: [], key: identity.key)), .unreadableCertificate),
            (.init(clientIdentity: .init(certificates: [[0x30, 0]], key: identity.key)), .unreadableCertificate),
            (.init(clientIdentity: .init(certificates: identity.certificates, key: otherKey)), .keyMismatch),
        ]
        for (configuration, code) in cases {
            let error = #expect(throws: Certificates.CertificateError.self) { try HTTPExchange(configuration) }
            #expect(error?.code == code)
        }
    }
}
