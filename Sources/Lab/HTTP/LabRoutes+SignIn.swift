internal import Administration
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Notation

/// Who enrols, by the directory: the password of a request, and the page of web authentication (protocol.md 6.3), which hands
/// out a token and asks for a password where the directory has one.
extension LabRoutes {
    /// Octets of a form that is sent; more than this no person types.
    private static let longestForm = 16 << 10

    func addSignIn(to router: Router<LabRequestContext>) {
        router.get("\(LabEnrollment.Path.authentication)") { request, _ in await show(request) }
        router.post("\(LabEnrollment.Path.authentication)") { request, context in
            let caller = Self.caller(context)
            return try await uploads.withBody(of: request, upTo: Self.longestForm) { octets in
                await take(request, FormFields(octets)?["password"] ?? "", from: caller)
            }
        }
    }

    /// Where a request comes from.
    static func caller(_ context: LabRequestContext) -> String {
        context.channel.remoteAddress?.ipAddress ?? "an unknown address"
    }

    /// What the directory says of the password in a request of enrolment, where it has one. Who renews shows none.
    /// - Returns: nil where too many were wrong.
    func judge(_ request: [UInt8], from caller: String) async -> DirectoryVerdict? {
        guard let claim = LabCredentialCheck(server.configuration).passwordClaim(request) else { return .noPassword }
        return await judge(claim.password, of: claim.name, from: caller)
    }

    private func judge(_ password: String, of name: String, from caller: String) async -> DirectoryVerdict? {
        guard let user = await server.tenancy.current()?.user(named: name) else { return .noPassword }
        return await server.passwords.verdict(
            on: password, of: user, from: caller, now: server.tenancy.now().seconds)
    }

    /// Too many passwords were wrong.
    static var tooManyTries: LabAnswer { .refusal(429, "Too many wrong passwords. Try again in a minute.") }

    // MARK: The page

    private func show(_ request: Request) async -> Response {
        guard let target = Self.target(request) else { return Self.wrongTarget }
        let name = Self.name(request)
        let user = await server.tenancy.current()?.user(named: name)
        guard let user, user.password != nil || !user.accountEnabled else { return handOut(to: name, target) }
        return Self.page(ConsentPages(for: request).password(of: name, address: Self.address(request)))
    }

    private func take(_ request: Request, _ password: String, from caller: String) async -> Response {
        guard let target = Self.target(request) else { return Self.wrongTarget }
        let (name, address, pages) = (Self.name(request), Self.address(request), ConsentPages(for: request))
        switch await judge(password, of: name, from: caller) {
        case .right, .noPassword: return handOut(to: name, target)
        case .wrong: return Self.page(pages.password(of: name, address: address, complaint: .wrongPassword))
        case .blocked: return Self.page(pages.refusal(.blocked, ["name": name], status: 403))
        case nil:
            var response = Self.page(pages.refusal(.tooManyTries, status: 429))
            response.headers[.retryAfter] = "\(AttemptBrake.window)"
            return response
        }
    }

    /// Where the token is to go. Any other scheme could run in the page's name.
    private static func target(_ request: Request) -> String? {
        let target = request.uri.queryParameters.get("appru") ?? ""
        return ["https", "http", "ms-app"].contains(target.prefix { $0 != ":" }.lowercased()) ? target : nil
    }

    private static func name(_ request: Request) -> String {
        request.uri.queryParameters.get("login_hint") ?? "someone@lab.example"
    }

    private static func address(_ request: Request) -> String {
        LabEnrollment.Path.authentication + "?" + (request.uri.query ?? "")
    }

    private static var wrongTarget: Response {
        Response(
            status: .badRequest, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "appru must be an address of https, http or ms-app.\n")))
    }

    private static func page(_ page: ConsentPage) -> Response {
        Response(
            status: HTTPResponse.Status(code: page.status),
            headers: [
                .contentType: "text/html; charset=utf-8", .cacheControl: "no-store",
                .contentSecurityPolicy: ConsentPage.policy,
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: page.html)))
    }

    private func handOut(to user: String, _ target: String) -> Response {
        let token = EnrollmentToken.make(user: user, tenant: server.configuration.tenant)
        let page =
            "<!DOCTYPE html><html><head><title>Understudy lab</title></head><body>"
            + "<form method=\"post\" action=\"\(Markup.escaped(target))\"><input type=\"hidden\" name=\"wresult\" "
            + "value=\"\(token)\"/><input type=\"submit\" value=\"Sign in\"/></form>"
            + "</body></html>"
        return Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: page)))
    }
}
