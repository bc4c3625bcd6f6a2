/// One of several pages that belong together, in the list of them.
struct PortalTab {
    let link: String
    let name: String
    /// As ARIA has it; nil for another page than the one that is shown.
    let current: String?

    init(_ route: PortalRoute, _ name: String, isShown: Bool) {
        link = route.path
        self.name = name
        current = isShown ? "page" : nil
    }
}
