/// What a template is given: the page's own values, and what all pages have.
struct PortalFrame {
    let t: TextBranch
    let language: String
    let root = PortalRoute.root
    let files = PortalFiles.folder
    let title: String
    let organization: String
    /// Who has signed in; nil for nobody.
    let visitorName: String?
    /// What each form must bring back.
    let token: String
    /// The parts of the portal.
    let sections: [PortalTab]
    /// What was done with the last form.
    let notice: String?
    /// Why something was not done.
    let refusal: PortalRefusal?
    let page: Any
}
