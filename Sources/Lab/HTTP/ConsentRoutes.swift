internal import Administration
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Notation
internal import PINReset

/// Admin consent at the addresses of the document: signing in, the question, the answer, and the page behind it.
struct ConsentRoutes: Sendable {
    let directory: any LabDirectory
    let consents: LabConsents
    let management: LabManagement
    let uploads: UploadRoom
    let sources: LabSources
    let proof: ConsentProof

    /// Octets of a form that is sent; more than this no person types.
    private static let longestForm = 16 << 10

    func add(to router: RouterGroup<LabRequestContext>) {
        router.get("\(LabConsentPath.authorize)") { request, _ in
            ask(request)
        }
        router.post("\(LabConsentPath.authorize)") { request, context in
            let caller = context.channel.remoteAddress?.ipAddress ?? "an unknown address"
            return try await uploads.withBody(of: request, upTo: Self.longestForm) { octets in
                await answer(request, octets, from: caller)
            }
        }
        router.get("\(LabConsentPath.redirected)") { request, _ in
            Self.response(
                ConsentPages(for: request).redirected(FormFields((request.uri.query ?? "").utf8) ?? FormFields([])))
        }
    }

    private func ask(_ request: Request) -> Response {
        let pages = ConsentPages(for: request)
        do {
            return Self.response(pages.signIn(to: try Self.asked(request), address: Self.address(request)))
        } catch {
            return Self.response(pages.refusal(.address, detail: error.reason))
        }
    }

    private static func asked(_ request: Request) throws(ConsentRequest.Refusal) -> ConsentRequest {
        guard let query = FormFields((request.uri.query ?? "").utf8) else {
            throw ConsentRequest.Refusal(reason: "The address has an escape that is none.")
        }
        return try ConsentRequest(query)
    }

    /// The page's own address on this server, so that its form asks the same.
    private static func address(_ request: Request) -> String {
        LabConsentPath.authorize + "?" + (request.uri.query ?? "")
    }

    /// A form that came back: the one of signing in, or the one with the decision.
    private func answer(_ request: Request, _ octets: [UInt8], from caller: String) async -> Response {
        let pages = ConsentPages(for: request)
        let asked: ConsentRequest
        do {
            asked = try Self.asked(request)
        } catch {
            return Self.response(pages.refusal(.address, detail: error.reason))
        }
        guard request.headers.mediaType == "application/x-www-form-urlencoded",
            let form = FormFields(octets)
        else { return Self.response(pages.refusal(.noForm, status: 415)) }
        if let proof = form["proof"] {
            return await decide(asked, proof, form["decision"], Self.address(request), pages)
        }
        return await signIn(asked, form, Self.address(request), from: caller, pages)
    }

    private func signIn(
        _ asked: ConsentRequest, _ form: FormFields, _ address: String, from caller: String, _ pages: ConsentPages
    ) async -> Response {
        let now = sources.now()
        guard await consents.trySignIn(from: caller, now: now) else {
            var response = Self.response(pages.refusal(.tooManyTries, status: 429))
            response.headers[.retryAfter] = "\(AttemptBrake.window)"
            return response
        }
        let name = form["user"] ?? ""
        guard let person = await directory.person(name: name, password: form["password"] ?? "") else {
            // What was typed is not noted: people type passwords into the wrong field.
            await management.recordSeldom(.signInRefused, "for consent, from \(caller)")
            return Self.response(pages.signIn(to: asked, address: address, complaint: .wrongNameOrPassword))
        }
        await consents.haveSignedIn(from: caller)
        guard person.isAdministrator else { return Self.response(pages.notAllowed(person, asked)) }
        let proof = proof.make(for: person, asked, now: now)
        return Self.response(pages.question(asked, to: person, address: address, proof: proof))
    }

    private func decide(
        _ asked: ConsentRequest, _ text: String, _ decision: String?, _ address: String, _ pages: ConsentPages
    ) async -> Response {
        let now = sources.now()
        let person = await proof.administrator(text, asked, now: now) { name, tenant in
            await consents.passwordDigest(of: name, in: tenant)
        }
        guard let person else {
            return Self.response(pages.signIn(to: asked, address: address, complaint: .late))
        }
        let application = asked.application
        var answer: [(String, String)]
        switch decision {
        case "accept":
            do {
                try await consents.accept(application, by: person)
            } catch {
                let status = error.code == .forbidden ? 403 : 500
                return Self.response(pages.refusal(.notKept, detail: error.message, status: status))
            }
            await management.record(.consentGiven, "\(application.name), by \(person.name) for \(person.tenant)")
            answer = [("admin_consent", "True"), ("code", sources.octets(32).hexadecimal())]
        case "cancel":
            await management.record(.consentDeclined, "\(application.name), by \(person.name)")
            answer = [("error", "access_denied"), ("error_description", "the administrator has cancelled")]
        default: return Self.response(pages.refusal(.noDecision))
        }
        if let state = asked.state { answer.append(("state", state)) }
        answer.append(("redirect_uri", application.redirectURI))
        var response = Self.response(nil, status: 303)
        response.headers[.location] = LabConsentPath.redirected + "?" + FormFields(answer).encoded
        return response
    }

    private static func response(_ page: ConsentPage) -> Response { response(page.html, status: page.status) }

    private static func response(_ html: String?, status: Int) -> Response {
        var headers: HTTPFields = [
            .cacheControl: "no-store", .contentSecurityPolicy: ConsentPage.policy, .xContentTypeOptions: "nosniff",
        ]
        // A page of another site must not learn what the address says, nor put this one into a frame.
        for (name, value) in [("Referrer-Policy", "no-referrer"), ("X-Frame-Options", "DENY")] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        if html != nil { headers[.contentType] = "text/html; charset=utf-8" }
        return Response(
            status: HTTPResponse.Status(code: status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: html ?? "")))
    }
}
