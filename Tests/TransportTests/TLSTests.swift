import Certificates
import NIOSSL
import ServerScripts
import Testing
import Transport
import Wire
import X509

/// Who the server is, and who the phone is.
struct TLSTests {
    static let authority = Result { try Authority() }
    static let key = Result { try SigningKey.generate(bits: 2048) }

    static func server(demandsClient: Bool = false) throws -> TLSConfiguration {
        try authority.get().localServer(demandsClient: demandsClient)
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
        let error = await #expect(throws: WireError.self) {
            try await Self.send(TransportConfiguration(trustRoots: [authority.certificate]), to: tls, host: host)
        }
        #expect(error?.code == .wrongName)
        #expect(error?.message.contains("is not for \(host)") == true, "\(error.debugDescription)")
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
        let cases: [(TransportConfiguration.ClientIdentity?, WireError.Code, String)] = [
            (nil, .certificateWanted, "this one has none"),
            (stranger, .certificateRefused, "does not take the phone's"),
        ]
        for (identity, code, words) in cases {
            let error = await #expect(throws: WireError.self) {
                try await Self.send(
                    TransportConfiguration(trustRoots: [authority.certificate], clientIdentity: identity),
                    to: Self.server(demandsClient: true))
            }
            #expect(error?.code == code, "\(error.debugDescription)")
            #expect(error?.message.contains(words) == true, "\(error.debugDescription)")
        }
    }

    @Test(
        "a server's certificate out of its time is told as that, and when it would be right",
        arguments: [(Authority.before, "has expired on 20"), (Authority.later, "is not valid before 20")])
    func dates(valid: ClosedRange<Double>, words: String) async throws {
        let authority = try Self.authority.get()
        let tls = try authority.server(names: [.dnsName("localhost")], valid: valid)
        let error = await #expect(throws: WireError.self) {
            try await Self.send(TransportConfiguration(trustRoots: [authority.certificate]), to: tls)
        }
        #expect(error?.code == .certificateDate, "\(error.debugDescription)")
        #expect(error?.message.contains(words) == true, "\(error.debugDescription)")
    }

    @Test
    func `an authority of the same name with another key is told apart from an unknown one`() async throws {
        let namesake = try Authority().certificate
        let error = await #expect(throws: WireError.self) {
            try await Self.send(TransportConfiguration(trustRoots: [namesake]), to: Self.server())
        }
        #expect(error?.code == .untrustedServer)
        #expect(error?.message.contains("CN=Test authority") == true, "\(error.debugDescription)")
        #expect(error?.message.contains("another key") == true, "\(error.debugDescription)")
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
        #expect(error?.code == .tlsVersion)
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
                #expect(error?.message.contains("does not answer in TLS") == true, "\(error.debugDescription)")
            }
        }
    }

    @Test
    func `a server that never agrees on TLS is given up after the time for connecting`() async throws {
        let configuration = TransportConfiguration(connectTimeout: .milliseconds(200))
        try await ScriptedServer.with([.init("")]) { _, port in
            try await HTTPExchange.withExchange(configuration) { exchange in
                _ = await #expect(throws: WireError(.connectTimedOut, url: "", message: "")) {
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
        // Without a length only TLS can tell the end from a cut; where nothing came, nothing was said.
        let silent = ScriptedServer.Answer("HTTP/1.1 200 OK\r\n\r\n", then: .hangUp)
        for answer in [empty, broken, silent] {
            await #expect(throws: WireError(.interrupted, url: "", message: "")) {
                try await Self.send(configuration, to: Self.server(), [answer])
            }
        }
    }

    @Test
    func `a body that ends with the connection, but without TLS's farewell, is taken as far as it came`() async throws {
        let configuration = TransportConfiguration(trustRoots: [try Self.authority.get().certificate])
        let answer = "HTTP/1.1 200 OK\r\nContent-Type: a/b\r\n\r\nbody"
        for (ending, isAbrupt) in [(ScriptedServer.Answer.Ending.close, false), (.hangUp, true)] {
            let response = try await Self.send(configuration, to: Self.server(), [.init(answer, then: ending)])
            #expect(response.body == Array("body".utf8))
            #expect(response.isAbrupt == isAbrupt && response.mayBeCut == isAbrupt, "\(ending)")
        }
    }

    @Test
    func `a redirection is handed over as it is, and who follows it sends the same once more`() async throws {
        let roots = [try Self.authority.get().certificate]
        let answers = [
            ScriptedServer.Answer("HTTP/1.1 302 Found\r\nLocation: /second\r\nContent-Length: 0\r\n\r\n"), .ok("body"),
        ]
        try await ScriptedServer.with(answers, tls: try Self.server()) { server, port in
            let url = "https://localhost:\(port)/first"
            let request = WireRequest(.post, url, body: Array("in".utf8))
            try await HTTPExchange.withExchange(TransportConfiguration(trustRoots: roots)) { exchange in
                var hops: [RedirectHop] = []
                let answered = try await exchange.send(request, following: .follow(max: 3)) { hops.append($0) }
                #expect(answered.response.status == 200)
                let second = "https://localhost:\(port)/second"
                #expect(answered.request.url == second)
                #expect(hops.map { "\($0)" } == ["\(url) redirects to \(second) (HTTP status 302)"])
            }
            #expect(server.requests.map { $0.split(separator: " ")[1] } == ["/first", "/second"])
            #expect(server.requests.allSatisfy { $0.hasPrefix("POST ") && $0.hasSuffix("\r\n\r\nin") })
        }
    }

    @Test
    func `where a request shows nobody, a server that asks gets no certificate`() async throws {
        let authority = try Self.authority.get()
        let identity = try authority.identity(of: "phone", key: try Self.key.get())
        let configuration = TransportConfiguration(trustRoots: [authority.certificate], clientIdentity: identity)
        try await ScriptedServer.with([.ok("body")], tls: Self.server(demandsClient: true)) { _, port in
            try await HTTPExchange.withExchange(configuration) { exchange in
                var request = WireRequest(.get, "https://localhost:\(port)/")
                let response = try await exchange.send(request)
                #expect(response.status == 200)
                request.isAnonymous = true
                let error = await #expect(throws: WireError.self) { try await exchange.send(request) }
                #expect(error?.code == .certificateWanted, "\(error.debugDescription)")
            }
        }
    }

    @Test
    func `a server that says that the phone's certificate is revoked is told as that`() async throws {
        let authority = try Self.authority.get()
        let identity = try authority.identity(of: "phone", key: try Self.key.get())
        let configuration = TransportConfiguration(trustRoots: [authority.certificate], clientIdentity: identity)
        // A fatal alert of TLS 1.2, certificate_revoked (RFC 5246 7.2).
        let alert = ScriptedServer.Answer(pieces: [[0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x2C]], then: .close)
        try await ScriptedServer.with([alert]) { _, port in
            try await HTTPExchange.withExchange(configuration) { exchange in
                let error = await #expect(throws: WireError.self) {
                    try await exchange.send(WireRequest(.post, "https://localhost:\(port)/"))
                }
                #expect(error?.code == .certificateRefused && error?.code.isWorthRetrying == false)
                #expect(error?.message.contains("it says that it is revoked; look into its log, and renew") == true)
            }
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
