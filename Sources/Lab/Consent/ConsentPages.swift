internal import HTTPTypes
internal import Hummingbird
internal import Notation
internal import PINReset
internal import Portal

/// The pages of signing in and of consent, in the language of who reads them. Their texts stand with the portal's.
struct ConsentPages: Sendable {
    private let texts: PortalTexts

    init(_ texts: PortalTexts) {
        self.texts = texts
    }

    init(for request: Request) {
        self.init(.fitting(request.headers[.acceptLanguage]))
    }

    /// Why a password, or what came with it, was not taken, by the name of the text.
    enum Complaint: String, Sendable, CaseIterable {
        case wrongNameOrPassword = "signIn.refused.wrongPassword"
        case wrongPassword = "consentPage.wrongPassword"
        case late = "consentPage.late"
    }

    /// Why nothing can be done, by the name of the text.
    enum Refusal: String, Sendable, CaseIterable {
        case address = "consentPage.refused.address"
        case noForm = "consentPage.refused.noForm"
        case noDecision = "consentPage.refused.noDecision"
        case tooManyTries = "signIn.refused.tooMany"
        case notKept = "consentPage.refused.notKept"
        case blocked = "consentPage.refused.blocked"
    }

    /// Asks who somebody is.
    /// - Parameters:
    ///   - address: the page's own, where its form goes.
    ///   - complaint: what was wrong with the last try.
    func signIn(to request: ConsentRequest, address: String, complaint: Complaint? = nil) -> ConsentPage {
        page(
            complaint == nil ? 200 : 403, "signIn.title",
            told(complaint) + paragraph("consentPage.signIn", ["application": request.application.name])
                + form(
                    address,
                    "<label>\(said("signIn.user"))<input name=\"user\" autocomplete=\"username\" autofocus required>"
                        + "</label>" + password() + "<button>\(said("signIn.button"))</button>"))
    }

    /// Asks somebody who enrols for the password that the directory has.
    func password(of user: String, address: String, complaint: Complaint? = nil) -> ConsentPage {
        page(
            complaint == nil ? 200 : 403, "signIn.title",
            told(complaint) + paragraph("consentPage.enrol", ["user": user])
                + form(address, password(" autofocus") + "<button>\(said("signIn.button"))</button>"))
    }

    /// Asks an administrator for consent.
    ///
    /// Inferred: which permissions the real applications ask for is not public.
    /// - Parameter proof: what must come back with the answer.
    func question(_ request: ConsentRequest, to person: LabPerson, address: String, proof: String) -> ConsentPage {
        let application = request.application
        let wish =
            switch application {
            case .service: said("consentPage.wish.service")
            case .client: said("consentPage.wish.client", ["service": PINResetApplication.service.name])
            }
        return page(
            200, "consentPage.title.question",
            paragraph("consentPage.wants", ["application": application.name, "id": application.clientID])
                + "<ul><li>\(wish)</li><li>\(said("consentPage.access", ["resource": application.resource]))</li></ul>"
                + paragraph("consentPage.you", ["name": person.name, "directory": "\(person.tenant)"])
                + form(
                    address,
                    "<input type=\"hidden\" name=\"proof\" value=\"\(Markup.escaped(proof))\">"
                        + "<button name=\"decision\" value=\"accept\">\(said("consentPage.accept"))</button> "
                        + "<button name=\"decision\" value=\"cancel\" class=\"second\">\(said("consentPage.cancel"))"
                        + "</button>"))
    }

    /// Somebody who is no administrator has signed in.
    func notAllowed(_ person: LabPerson, _ request: ConsentRequest) -> ConsentPage {
        page(
            403, "consentPage.title.notAllowed",
            paragraph("consentPage.notAllowed", ["name": person.name, "application": request.application.name]))
    }

    /// Nothing can be done.
    /// - Parameters:
    ///   - values: for the places of the text.
    ///   - detail: what else is known of it, which is English.
    func refusal(
        _ refusal: Refusal, _ values: [String: String] = [:], detail: String? = nil, status: Int = 400
    ) -> ConsentPage {
        let more = detail.map { "<p lang=\"en\"><small>\(Markup.escaped($0))</small></p>" } ?? ""
        return page(
            status, "consentPage.title.refused",
            "<p class=\"bad\">\(said(refusal.rawValue, values))</p>" + more)
    }

    /// Where the browser ends up, as in the cloud (S7): there is no page at the address of either application. Of what the
    /// address says only what we know stands in it: anybody can make such an address.
    /// - Parameter query: what came back.
    func redirected(_ query: FormFields) -> ConsentPage {
        let target = PINResetApplication.allCases.map(\.redirectURI).first { $0 == query["redirect_uri"] }
        let outcome =
            query["error"] == nil
            ? paragraph("consentPage.given")
                + "<p><a href=\"\(PortalRoute.applications.path)\">\(said("section.applications"))</a></p>"
            : paragraph("consentPage.cancelled")
        return page(
            404, "consentPage.title.redirected",
            paragraph("consentPage.redirected", ["address": target ?? texts["consentPage.anywhere"]]) + outcome)
    }

    // MARK: Parts

    private func page(_ status: Int, _ title: String, _ content: String) -> ConsentPage {
        ConsentPage(
            status: status, language: texts.language, title: texts[title], content: content,
            footer: texts["page.footer"])
    }

    /// A text as it stands in mark-up.
    private func said(_ name: String, _ values: [String: String] = [:]) -> String {
        Markup.escaped(texts(name, values))
    }

    private func paragraph(_ name: String, _ values: [String: String] = [:]) -> String {
        "<p>\(said(name, values))</p>"
    }

    private func told(_ complaint: Complaint?) -> String {
        complaint.map { "<p class=\"bad\" role=\"alert\">\(said($0.rawValue))</p>" } ?? ""
    }

    private func password(_ more: String = "") -> String {
        "<label>\(said("signIn.password"))<input name=\"password\" type=\"password\" "
            + "autocomplete=\"current-password\"\(more) required></label>"
    }

    private func form(_ address: String, _ fields: String) -> String {
        "<form method=\"post\" action=\"\(Markup.escaped(address))\">\(fields)</form>"
    }
}
