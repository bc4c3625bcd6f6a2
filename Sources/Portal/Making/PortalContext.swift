package import Administration
package import Notation

/// What a page is made from.
package struct PortalContext: Sendable {
    package var tenant: Tenant
    package var visitor: PortalVisitor
    package var texts: PortalTexts
    package var now: Instant
    package var query: FormFields
    /// Why the last form was not taken.
    private(set) var refusal: PortalRefusal?
    /// Of the page.
    var status = 200
    /// A passcode that the visitor has asked to read just now, which is noted.
    var passcode: String?

    package init(
        tenant: Tenant, visitor: PortalVisitor, texts: PortalTexts, now: Instant, query: FormFields = FormFields([])
    ) {
        self.tenant = tenant
        self.visitor = visitor
        self.texts = texts
        self.now = now
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
        return .page(PortalPage(status: status, html: PortalTemplates.render(frame, with: template)))
    }

    private static let parts: [(PortalRoute, String)] = [
        (.devices, "section.devices"), (.profiles, "section.profiles"), (.groups, "section.groups"),
        (.users, "section.users"), (.applications, "section.applications"), (.actions, "section.actions"),
        (.audit, "section.audit"),
    ]

    private func sections(_ route: PortalRoute) -> [PortalFrame.Section] {
        Self.parts.map { part, name in
            PortalFrame.Section(
                link: part.path, name: texts[name], current: route.isBelow(part) ? "page" : nil)
        }
    }

    /// What was done with the form before, by a word in the address: one that is known.
    private var notice: String? {
        guard refusal == nil, let word = query["done"], let done = PortalDone(rawValue: word) else { return nil }
        return texts["done.\(done.rawValue)"]
    }

    func user(_ id: ObjectID?) -> DirectoryUser? { id.flatMap { tenant.users[$0] } }

    /// A part of a long list, by `page` of the query.
    func part<Row>(_ rows: [Row], at route: PortalRoute) -> ListPart<Row> {
        let wanted = query["page"].flatMap { Int($0) } ?? 1
        let last = max(1, (rows.count + ListPart<Row>.most - 1) / ListPart<Row>.most)
        let number = min(max(1, wanted), last)
        let from = (number - 1) * ListPart<Row>.most
        let link = { (number: Int) -> String? in
            guard (1...last).contains(number) else { return nil }
            let kept = ["search", "platform"].compactMap { name in query[name].map { (name, $0) } }
            return route.path + "?" + FormFields(kept + [("page", String(number))]).encoded
        }
        return ListPart(
            rows: Array(rows.dropFirst(from).prefix(ListPart<Row>.most)), previous: link(number - 1),
            next: link(number + 1),
            told: texts("page.part", ["number": "\(number)", "last": "\(last)", "count": "\(rows.count)"]))
    }
}

/// So many rows of a list as a page shows.
struct ListPart<Row> {
    static var most: Int { 100 }

    let rows: [Row]
    let previous: String?
    let next: String?
    let told: String
}

/// What a form has done, as the address behind it says.
enum PortalDone: String, CaseIterable {
    case requested, canceled, deviceRemoved, profileSaved, profileRemoved, assigned, groupSaved, groupRemoved,
        memberAdded
    case memberRemoved, userSaved, applicationChanged
}
