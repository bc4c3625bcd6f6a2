package import JSON

/// A page of the portal, or what stands in its place.
package enum PortalAnswer: Equatable, Sendable {
    case page(PortalPage)
    /// Somewhere else in the portal, after a form was taken.
    case redirect(String)
    case json(JSONValue)
    /// A page that cannot be made, which is a fault of the portal's: why, for the log.
    case failed(String)
}

/// HTML with the status of HTTP that says what it is.
package struct PortalPage: Equatable, Sendable {
    package var status: Int
    package var html: String

    package init(status: Int = 200, html: String) {
        self.status = status
        self.html = html
    }
}
