internal import Administration
internal import Conversations
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import JSON
internal import NIOCore
internal import Notation
internal import Portal

/// The portal over HTTP. What its pages say and what its forms do is told by `Portal`; here is who may see them.
struct PortalRoutes: Sendable {
    let directory: any LabDirectory
    let consents: LabConsents
    let management: LabManagement
    let tenancy: LabTenancy
    let door: PortalDoor
    let uploads: UploadRoom
    let bounds: LabBounds
    let push: LabPush

    /// Octets of a form that somebody sends who has not signed in.
    private static let shortForm = 16 << 10

    func add(to router: RouterGroup<LabRequestContext>) {
        for path in [PortalRoute.root, PortalRoute.root + "/**"] {
            router.get("\(path)") { request, _ in try await show(request) }
            router.post("\(path)") { request, context in
                let caller = context.channel.remoteAddress?.ipAddress ?? "an unknown address"
                return try await take(request, from: caller)
            }
        }
    }

    /// Who asks; nobody any more who was blocked, or whose password was changed, since they signed in.
    private func visitor(_ request: Request, isWatching: Bool = false) async -> PortalVisitor? {
        guard let visitor = await door.visitor(request, isWatching: isWatching) else { return nil }
        if let tenant = await tenancy.store.tenant(visitor.tenant), visitor.isCurrent(in: tenant) { return visitor }
        _ = await door.end(request)
        return nil
    }

    // MARK: Pages

    private func show(_ request: Request) async throws -> Response {
        let path = request.uri.path
        if let file = PortalFiles.file(at: path) { return PortalResponse.make(file) }
        if let place = PortalConversation.Place(request) { return await tell(place, request) }
        let texts = Self.texts(request)
        guard let route = PortalRoute(path) else {
            guard let visitor = await visitor(request) else { return Self.toSignIn(nil) }
            return PortalResponse.make(PortalPages.notFound(await context(visitor, request, texts)))
        }
        let isWatching = if case .deviceState = route { true } else { false }
        guard let visitor = await visitor(request, isWatching: isWatching) else {
            // A script that watches is led to the page, which leads to signing in.
            if isWatching { return PortalResponse.make(.json(["digest": "", "said": ""])) }
            guard route == .signIn else { return Self.toSignIn(route) }
            let next = Self.query(request)["next"].flatMap { PortalRoute($0) }
            return PortalResponse.make(PortalPages.signIn(texts, next: next))
        }
        return PortalResponse.make(PortalPages.answer(route, await context(visitor, request, texts)))
    }

    /// Answers a script that shows messages of a device: to administrators only, and to pages of the lab's own.
    private func tell(_ place: PortalConversation.Place, _ request: Request) async -> Response {
        guard !door.isForeign(request),
            let visitor = await visitor(request, isWatching: place.part == .page),
            await tenancy.store.tenant(visitor.tenant)?.mayConsent(visitor.name) == true
        else { return PortalConversation.signedOut }
        return await PortalConversation(management: management, tenancy: tenancy)
            .answer(place, Self.query(request).firstValues, for: visitor)
    }

    private func context(
        _ visitor: PortalVisitor, _ request: Request, _ texts: PortalTexts
    ) async -> PortalContext {
        let gone = Organization(
            id: visitor.tenant, displayName: "", verifiedDomains: [], createdDateTime: tenancy.now())
        return PortalContext(
            tenant: await tenancy.store.tenant(visitor.tenant) ?? Tenant(gone), visitor: visitor, texts: texts,
            now: tenancy.now(), phonesNow: Instant(seconds: tenancy.sources.sharedNow()), query: Self.query(request))
    }

    private static func toSignIn(_ route: PortalRoute?) -> Response {
        let wish = route.flatMap { $0 == .start ? nil : $0 }.map { "?" + FormFields([("next", $0.path)]).encoded } ?? ""
        return PortalResponse.make(.redirect(PortalRoute.signIn.path + wish))
    }

    private static func texts(_ request: Request) -> PortalTexts { .fitting(request.headers[.acceptLanguage]) }

    private static func query(_ request: Request) -> FormFields {
        FormFields((request.uri.query ?? "").utf8) ?? FormFields([])
    }

    // MARK: Forms

    private func take(_ request: Request, from caller: String) async throws -> Response {
        let texts = Self.texts(request)
        guard !door.isForeign(request) else {
            return PortalResponse.make(PortalPages.signIn(texts, refusal: .forged))
        }
        guard request.headers.mediaType == "application/x-www-form-urlencoded" else {
            throw HTTPError(.unsupportedMediaType)
        }
        let visitor = await visitor(request)
        let limit = visitor == nil ? Self.shortForm : bounds.body
        return try await uploads.withBody(of: request, upTo: limit) { octets in
            guard let form = FormFields(octets) else { throw HTTPError(.badRequest) }
            if request.uri.path == PortalRoute.signIn.path { return await signIn(request, form, texts, from: caller) }
            guard let visitor else { return PortalResponse.make(PortalPages.signIn(texts, refusal: .over)) }
            guard door.isOwn(form, of: visitor) else {
                return PortalResponse.make(PortalPages.signIn(texts, refusal: .forged))
            }
            if request.uri.path == PortalRoute.root + "/sign-out" {
                return PortalResponse.make(.redirect(PortalRoute.signIn.path), cookie: await door.end(request))
            }
            let context = await context(visitor, request, texts)
            guard let asked = PortalForm(request.uri.path, form) else {
                return PortalResponse.make(PortalPages.notFound(context))
            }
            return PortalResponse.make(await carryOut(asked, context))
        }
    }

    private func carryOut(_ form: PortalForm, _ context: PortalContext) async -> PortalAnswer {
        let occasion = tenancy.occasion(context.visitor.name)
        guard form.isKept else {
            var copy = context.tenant
            return PortalForms.take(form, &copy, context, occasion).answer
        }
        do throws(AdministrationError) {
            try await tenancy.store.expirePasscodes(at: occasion.now)
            let outcome = try await tenancy.store.change(context.visitor.tenant) { tenant throws(AdministrationError) in
                PortalForms.take(form, &tenant, context, occasion)
            }
            push.carryOut(outcome.effects)
            return outcome.answer
        } catch {
            return PortalPages.refused(error, context)
        }
    }

    private func signIn(
        _ request: Request, _ form: FormFields, _ texts: PortalTexts, from caller: String
    ) async -> Response {
        let next = form["next"].flatMap { PortalRoute($0) }
        guard await consents.trySignIn(from: caller, now: tenancy.now().seconds) else {
            var response = PortalResponse.make(PortalPages.signIn(texts, refusal: .tooMany, next: next))
            response.headers[.retryAfter] = "\(AttemptBrake.window)"
            return response
        }
        let name = form["user"] ?? ""
        guard let person = await directory.person(name: name, password: form["password"] ?? "") else {
            // What was typed is not noted: people type passwords into the wrong field.
            await management.recordSeldom(.signInRefused, "for the portal, from \(caller)")
            return PortalResponse.make(PortalPages.signIn(texts, refusal: .wrongPassword, next: next))
        }
        await consents.haveSignedIn(from: caller)
        guard person.isAdministrator else {
            return PortalResponse.make(PortalPages.signIn(texts, refusal: .notAdministrator, next: next))
        }
        return PortalResponse.make(
            .redirect((next ?? .devices).path), cookie: await door.begin(person, request))
    }
}
