package import Administration
package import Notation

/// What a page is made from.
package struct PortalContext: Sendable {
    /// As it is at this moment: a copy.
    package var tenant: Tenant
    /// Who asks.
    package var visitor: PortalVisitor
    /// In the language of the visitor.
    package var texts: PortalTexts
    package var now: Instant
    /// By the clock of phones, where the portal's was moved: what they do with a setting is judged by it.
    package var phonesNow: Instant
    package var query: FormFields
    /// Why the last form was not taken.
    private(set) var refusal: PortalRefusal?
    /// Of the page.
    var status = 200
    /// A passcode that the visitor has asked to read just now, which is noted.
    var passcode: String?

    package init(
        tenant: Tenant, visitor: PortalVisitor, texts: PortalTexts, now: Instant, phonesNow: Instant,
        query: FormFields = FormFields([])
    ) {
        self.tenant = tenant
        self.visitor = visitor
        self.texts = texts
        self.now = now
        self.phonesNow = phonesNow
        self.query = query
    }

    /// The page will tell why something was not done.
    mutating func refuse(_ refusal: PortalRefusal) {
        self.refusal = refusal
        status = refusal.status
    }

    /// A page from a template, inside of what all pages have.
    func page(_ template: String, _ title: String, at route: PortalRoute, _ page: Any) -> PortalAnswer {
        let frame = PortalFrame(
            t: texts.tree, language: texts.language, title: title, organization: tenant.organization.displayName,
            visitorName: visitor.name, token: visitor.formToken, sections: sections(route), notice: notice,
            refusal: refusal, page: page)
        return PortalTemplates.page(frame, with: template, status: status)
    }

    private static let parts: [(PortalRoute, String)] = [
        (.devices, "section.devices"), (.profiles, "section.profiles"), (.groups, "section.groups"),
        (.users, "section.users"), (.applications, "section.applications"), (.actions, "section.actions"),
        (.audit, "section.audit"),
    ]

    private func sections(_ route: PortalRoute) -> [PortalTab] {
        Self.parts.map { part, name in PortalTab(part, texts[name], isShown: route.isBelow(part)) }
    }

    /// What was done with the form before, by a word in the address: one that is known.
    private var notice: String? {
        guard refusal == nil, let word = query["done"], let done = PortalDone(rawValue: word) else { return nil }
        return texts["done.\(done.rawValue)"]
    }

    func user(_ id: ObjectID?) -> DirectoryUser? { id.flatMap { tenant.users[$0] } }
}

/// What a form has done, as the address behind it says.
enum PortalDone: String, CaseIterable {
    case requested, canceled, deviceRemoved, profileSaved, profileRemoved, assigned, groupSaved, groupRemoved,
        memberAdded
    case memberRemoved, userSaved, roleGiven, roleTaken, applicationChanged
}
