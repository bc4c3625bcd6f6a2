import Testing

@testable import Portal

@Suite("Templates of the portal")
struct TemplateTests {
    private static func answer(_ name: String) -> PortalAnswer {
        let texts = PortalTexts.fitting("en")
        let frame = PortalFrame(
            t: texts.tree, language: texts.language, title: "", organization: "", visitorName: nil, token: "",
            sections: [], notice: nil, refusal: nil, page: PortalPages.Nothing())
        return PortalTemplates.page(frame, with: name, status: 404)
    }

    @Test func `a page that cannot be made is none, and says why`() {
        #expect(Self.answer("nothing") == .failed("The portal has no template 'nothing': build it anew."))
        guard case .page(let page) = Self.answer("missing") else {
            Issue.record("there is no page")
            return
        }
        #expect(page.status == 404 && page.html.contains("<html lang=\"en\">"))
    }
}
