import Mustache

/// The portal's pages as templates, compiled once: one a page, one for what all have, and a few parts. What stands in double
/// braces is escaped.
package enum PortalTemplates {
    private static let library: Result<MustacheLibrary, any Error> = Result {
        var library = MustacheLibrary()
        for template in PortalFiles.templates { try library.register(template.text, named: template.name) }
        return library
    }

    /// Why the templates cannot be used; nil where they can. What is built in is the same always: a test asks.
    package static var fault: (any Error)? {
        if case .failure(let error) = library { return error }
        return nil
    }

    /// The names of the texts that templates ask for: `{{t.device.facts}}` asks for `device.facts`.
    package static var textNames: Set<String> {
        Set(
            PortalFiles.templates.flatMap { template in
                template.text.matches(of: #/\{\{t\.([A-Za-z.\-]+)\}\}/#).map { String($0.1) }
            })
    }

    /// A page, or why it cannot be made.
    static func page(_ frame: PortalFrame, with name: String, status: Int) -> PortalAnswer {
        do {
            guard let html = try library.get().render(frame, withTemplate: name) else {
                return .failed("The portal has no template '\(name)': build it anew.")
            }
            return .page(PortalPage(status: status, html: html))
        } catch {
            return .failed("The portal's template '\(name)' cannot be used: \(error)")
        }
    }
}
