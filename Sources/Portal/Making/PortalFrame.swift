/// What a template is given: the page's own values, and what all pages have.
struct PortalFrame {
    /// A part of the portal, in the list of them.
    struct Section {
        let link: String
        let name: String
        /// As ARIA has it; nil for another page's.
        let current: String?
    }

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
    let sections: [Section]
    /// What was done with the last form.
    let notice: String?
    /// Why something was not done.
    let refusal: PortalRefusal?
    let page: Any
}
