import Foundation
import Lab
import PINReset
import Testing

/// Admin consent at the addresses of the document, asked for with bare requests as a browser makes them (S4, S5, S7).
@Suite("Consent to the PIN reset service", .timeLimit(.minutes(30)))
struct ConsentTests {
    private static let password = "correct horse"
    private static let admin = "meg@lab.example"
    private static let user = "adele@lab.example"
    private static let type = "application/x-www-form-urlencoded"

    private static var configuration: LabConfiguration {
        var configuration = TestServer.plain()
        configuration.users = [user: "secret"]
        configuration.administrators = [admin: password]
        return configuration
    }

    /// A person with a browser.
    private struct Browser {
        var client: RawClient

        func signIn(
            _ application: PINResetApplication, as name: String = admin, password: String = password
        ) async throws -> RawClient.Received {
            let form = "user=\(name.replacing("@", with: "%40"))&password=\(password.replacing(" ", with: "+"))"
            return try await client.post(application.consentPath, Array(form.utf8), type: type)
        }

        func decide(
            _ application: PINResetApplication, _ decision: String, proof: String, path: String? = nil
        ) async throws -> RawClient.Received {
            let form = "proof=\(proof)&decision=\(decision)"
            return try await client.post(path ?? application.consentPath, Array(form.utf8), type: type)
        }
    }

    /// What a page has in its hidden field.
    private static func proof(in answer: RawClient.Received) throws -> String {
        let match = try #require(
            answer.text.firstMatch(of: #/name="proof" value="([A-Za-z0-9_.-]+)"/#), "\(answer.text)")
        return String(match.1)
    }

    private static func location(_ answer: RawClient.Received) throws -> String {
        String(try #require(answer.text.firstMatch(of: #/(?i)\r\nLocation: ([^\r]+)/#), "\(answer.text)").1)
    }

    /// - Parameter now: the time for the lab; the machine's if nil.
    private static func with(
        at now: ManualTime? = nil, _ work: @Sendable (RunningLab, Browser) async throws -> Void
    ) async throws {
        let system = LabSources.system
        let sources = LabSources(now: { now?.seconds ?? system.now() }, octets: system.octets)
        try await LabServer.withServer(
            configuration, authority: try TestServer.authority.get(), sources: sources, logger: .quiet
        ) { lab in
            try await work(lab, Browser(client: RawClient(port: lab.port)))
        }
    }

    @Test("The document's addresses, as it writes them")
    func documentedAddresses() {
        // The document's own are on login.windows.net.
        #expect(
            PINResetApplication.service.consentPath
                == "/common/oauth2/authorize?response_type=code&client_id=b8456c59-1230-44c7-a4a2-99b085333e84"
                + "&resource=https%3A%2F%2Fgraph.windows.net&redirect_uri=https%3A%2F%2Fcred.microsoft.com"
                + "&state=e9191523-6c2f-4f1d-a4f9-c36f26f89df0&prompt=admin_consent")
        #expect(
            PINResetApplication.client.consentPath
                == "/common/oauth2/authorize?response_type=code&client_id=9115dd05-fad5-4f9c-acc7-305d08b1b04e"
                + "&resource=https%3A%2F%2Fcred.microsoft.com%2F&redirect_uri=ms-appx-web%3A%2F%2F"
                + "Microsoft.AAD.BrokerPlugin%2F9115dd05-fad5-4f9c-acc7-305d08b1b04e"
                + "&state=6765f8c5-f4a7-4029-b667-46a6776ad611&prompt=admin_consent")
    }

    @Test("S4, S5, S7: accepting gives consent, the state comes back, and Page not found says that it is normal")
    func accept() async throws {
        try await Self.with { (lab, browser) async throws in
            for application in PINResetApplication.allCases {
                let page = try await browser.client.get(application.consentPath)
                #expect(page.status == 200 && page.text.contains(application.name))
                let question = try await browser.signIn(application)
                #expect(question.status == 200)
                for words in [
                    application.name, application.clientID, application.resource, Self.admin, "Accept", "Cancel",
                ] {
                    #expect(question.text.contains(words), "\(words)")
                }
                #expect(await !lab.server.consents.consents.contains { $0.application == application })
                let accepted = try await browser.decide(application, "accept", proof: try Self.proof(in: question))
                #expect(accepted.status == 303)
                let location = try Self.location(accepted)
                #expect(location.hasPrefix("/common/redirected?admin_consent=True&code="))
                #expect(location.contains("&state=\(application.documentedState)&"))
                let end = try await browser.client.get(location)
                #expect(end.status == 404 && end.text.contains("Page not found") && end.text.contains("This is normal"))
            }
            let consents = await lab.server.consents.consents
            #expect(consents.map(\.application) == [.service, .client])
            #expect(consents.allSatisfy { $0.administrator == Self.admin && $0.tenant == LabConfiguration.usualTenant })
            let list = try await RawClient(port: lab.port, token: lab.token).get("/lab/consents")
            #expect(PINResetApplication.allCases.allSatisfy { list.text.contains($0.clientID) })
        }
    }

    @Test("Cancelling gives none, and says so by the words of OAuth")
    func cancel() async throws {
        try await Self.with { (lab, browser) async throws in
            let proof = try Self.proof(in: try await browser.signIn(.client))
            let cancelled = try await browser.decide(.client, "cancel", proof: proof)
            let location = try Self.location(cancelled)
            #expect(location.contains("error=access_denied"))
            #expect(location.contains("state=\(PINResetApplication.client.documentedState)"))
            #expect(try await browser.client.get(location).text.contains("No consent was given"))
            #expect(await lab.server.consents.consents.isEmpty)
        }
    }

    @Test("Only an administrator may: not a user, not with a wrong password, not a name that nobody has")
    func administratorsOnly() async throws {
        try await Self.with { (lab, browser) async throws in
            let people = [
                (Self.user, "secret", "only an administrator"), (Self.admin, "wrong", "wrong"),
                (Self.admin, "", "wrong"), (Self.user, Self.password, "wrong"), ("nobody", "", "wrong"),
                ("", "", "wrong"),
            ]
            for (name, password, words) in people {
                let answer = try await browser.signIn(.service, as: name, password: password)
                #expect(answer.status == 403 && answer.text.contains(words), "\(name)")
                #expect(!answer.text.contains("proof"))
            }
            #expect(await lab.server.consents.consents.isEmpty)
            // A password that was typed as a name stands nowhere.
            _ = try await browser.signIn(.service, as: Self.password.replacing(" ", with: "-"), password: "")
            let told = await lab.management.events().filter { $0.kind == .signInRefused }.map(\.detail)
            #expect(told.count == people.count && !told.contains { $0.contains("correct") || $0.contains("nobody") })
        }
    }

    @Test("Without a named administrator it is the one whose password is the lab's token")
    func tokenAdministrator() async throws {
        try await TestServer.run(TestServer.plain()) { (lab) async throws in
            let browser = Browser(client: RawClient(port: lab.port))
            let name = ConfiguredDirectory.administrator
            #expect(try await browser.signIn(.service, as: name, password: "").status == 403)
            #expect(try await browser.signIn(.service, as: name, password: lab.token).status == 200)
        }
    }

    @Test("An answer counts only with the proof that came with the question, for that question, in time")
    func proofs() async throws {
        let now = ManualTime(1_500_000_000)
        try await Self.with(at: now) { (lab, browser) async throws in
            let proof = try Self.proof(in: try await browser.signIn(.service))
            var changed = Array(proof.utf8)
            changed[3] = changed[3] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
            let service = PINResetApplication.service
            let otherState = service.consentPath.replacing(service.documentedState, with: "another")
            let tries: [(String, String?)] = [
                ("", nil), (".", nil), ("00.00", nil), (String(decoding: changed, as: UTF8.self), nil),
                (String(proof.dropLast(2)), nil), (proof, PINResetApplication.client.consentPath), (proof, otherState),
            ]
            for (proof, path) in tries {
                let answer = try await browser.decide(.service, "accept", proof: proof, path: path)
                #expect(answer.status == 403, "\(proof) \(path ?? "")")
            }
            #expect(try await browser.decide(.service, "perhaps", proof: proof).status == 400)
            now.add(601)
            #expect(try await browser.decide(.service, "accept", proof: proof).status == 403)
            #expect(await lab.server.consents.consents.isEmpty)
            now.add(-1)
            #expect(try await browser.decide(.service, "accept", proof: proof).status == 303)
            #expect(await lab.server.consents.consents.map(\.time) == [1_500_000_600])
        }
    }

    @Test("Who has another password since the question was shown signs in again before the answer counts")
    func passwordChanged() async throws {
        try await Self.with { (lab, browser) async throws in
            let proof = try Self.proof(in: try await browser.signIn(.service))
            let owner = RawClient(port: lab.port, token: lab.token)
            let changed = try await owner.patch(
                "/v1.0/users/\(Self.admin)", #"{"passwordProfile":{"password":"Red-Earth-7"}}"#)
            #expect(changed.status == 204, "\(changed.text)")
            #expect(try await browser.decide(.service, "accept", proof: proof).status == 403)
            #expect(await lab.server.consents.consents.isEmpty)
            let again = try Self.proof(in: try await browser.signIn(.service, password: "Red-Earth-7"))
            #expect(try await browser.decide(.service, "accept", proof: again).status == 303)
        }
    }

    static let wrongAddresses: [(change: (String, String), says: String)] = [
        (("response_type=code", "response_type=token"), "response_type"),
        (("b8456c59", "b8456c58"), "No application"), (("client_id=", "client="), "no client_id"),
        (("graph.windows.net", "graph.microsoft.com"), "resource"),
        (("https%3A%2F%2Fcred.microsoft.com", "https%3A%2F%2Fevil.example"), "redirect_uri"),
        (("prompt=admin_consent", "prompt=login"), "prompt"), (("&prompt=admin_consent", ""), "no prompt"),
        (("&state=", "&state=1&state="), "more than once"),
        (("client_id=", "client_id=x&client_id="), "more than once"),
        (("prompt=", "prompt=%GG"), "escape"),
    ]

    @Test(
        "An address that asks for anything else is refused by name, and sends nobody anywhere",
        arguments: wrongAddresses)
    func addresses(_ row: (change: (String, String), says: String)) async throws {
        try await Self.with { (_, browser) async throws in
            let path = PINResetApplication.service.consentPath.replacing(row.change.0, with: row.change.1)
            for answer in [
                try await browser.client.get(path),
                try await browser.client.post(path, Array("user=x&password=y".utf8), type: Self.type),
            ] {
                #expect(answer.status == 400 && answer.text.contains(row.says), "\(answer.text)")
                #expect(!answer.text.lowercased().contains("\r\nlocation:"))
            }
        }
    }

    @Test("Each page is in the language of the browser, and what only the lab can say of it is marked as English")
    func languages() async throws {
        try await Self.with { (_, browser) async throws in
            let italian = "Accept-Language: it-IT,it;q=0.9\r\n"
            let path = PINResetApplication.client.consentPath
            let pages: [(String, [UInt8]?, String)] = [
                (path, nil, "Accedere come amministratore della directory"),
                (path, Array("user=x&password=y".utf8), "Il nome utente o la password non è corretta."),
                (path, Array("user=adele%40lab.example&password=secret".utf8), "Chiedere a un amministratore"),
                (path, Array("user=meg%40lab.example&password=correct+horse".utf8), "Autorizzazioni richieste"),
                (path, Array("proof=x&decision=accept".utf8), "È passato troppo tempo"),
                (path + "x&client_id=y", nil, "<p lang=\"en\">"),
                ("/common/redirected?admin_consent=True", nil, "Il consenso è stato dato."),
                ("/common/redirected?error=access_denied", nil, "Non è stato dato alcun consenso"),
            ]
            for (path, form, words) in pages {
                let answer =
                    if let form {
                        try await browser.client.post(path, form, type: Self.type, fields: italian)
                    } else {
                        try await browser.client.get(path, fields: italian)
                    }
                #expect(answer.text.contains("<html lang=\"it\">") && answer.text.contains(words), "\(answer.text)")
                // A text that is missing would stand there by its name.
                #expect(!answer.text.contains("consentPage.") && !answer.text.contains("signIn."), "\(answer.text)")
            }
        }
    }

    @Test("What an address, a name or a state says stands in no page as mark-up, and no page may run a script")
    func escaping() async throws {
        try await Self.with { (lab, browser) async throws in
            let evil = "%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27"
            let path = PINResetApplication.service.consentPath.replacing(
                PINResetApplication.service.documentedState, with: evil)
            let form = Array("user=meg%40lab.example&password=correct+horse".utf8)
            let answers = [
                try await browser.client.get(path), try await browser.client.post(path, form, type: Self.type),
                try await browser.client.get(path.replacing("client_id=", with: "client_id=\(evil)")),
                try await browser.client.get(
                    "/common/redirected?state=\(evil)&redirect_uri=\(evil)&error=1&error_description=\(evil)"),
            ]
            for answer in answers {
                #expect(!answer.text.contains("<script") && !answer.text.contains("alert(1)<"))
                #expect(answer.text.contains("default-src 'none'; style-src 'sha256-"))
                for header in ["X-Frame-Options: DENY", "no-referrer", "no-store", "nosniff"] {
                    #expect(answer.text.contains(header), "\(header)")
                }
            }
            // The state comes back as it was, whatever it is.
            let proof = try Self.proof(in: answers[1])
            let accepted = try await browser.decide(.service, "accept", proof: proof, path: path)
            #expect(try Self.location(accepted).contains("state=%3Cscript%3Ealert%281%29%3C%2Fscript%3E%22%27&"))
        }
    }

    @Test("Forms are bounded, and of the one kind that browsers send")
    func bounds() async throws {
        try await Self.with { (_, browser) async throws in
            let path = PINResetApplication.service.consentPath
            let long = Array(repeating: UInt8(ascii: "a"), count: 20_000)
            #expect(try await browser.client.post(path, long, type: Self.type).status == 413)
            #expect(try await browser.client.post(path, Array("user=a".utf8), type: "text/plain").status == 415)
            #expect(try await browser.client.post(path, Array("user=%4".utf8), type: Self.type).status == 415)
        }
    }

    @Test("Who tries passwords is told to wait, and a minute later may try again")
    func brake() async throws {
        let now = ManualTime(1_500_000_000)
        try await Self.with(at: now) { (lab, browser) async throws in
            for _ in 0..<20 { #expect(try await browser.signIn(.service, password: "wrong").status == 403) }
            let waiting = try await browser.signIn(.service)
            #expect(waiting.status == 429 && waiting.text.contains("Retry-After: 60"))
            now.add(60)
            #expect(try await browser.signIn(.service).status == 200)
        }
    }
}
