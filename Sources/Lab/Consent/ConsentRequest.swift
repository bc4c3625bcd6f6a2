internal import Notation
internal import PINReset

/// What the address of a consent page asks for (OAuth 2.0, RFC 6749 4.1.1, as Azure AD's first version has it; S4, S5 of the
/// document).
struct ConsentRequest: Equatable, Sendable {
    var application: PINResetApplication
    /// Comes back as it is; nil for none.
    var state: String?

    /// Why an address asks for nothing. Nobody is sent anywhere then: where to could be anybody's.
    struct Refusal: Error, Equatable {
        /// What is wrong and what to do.
        var reason: String
    }

    /// - Parameter query: the address's, decoded.
    init(_ query: FormFields) throws(Refusal) {
        func value(_ name: String) throws(Refusal) -> String {
            let values = query.all(name)
            guard values.count < 2 else { throw Refusal(reason: "The address names \(name) more than once.") }
            guard let value = values.first, !value.isEmpty else {
                throw Refusal(reason: "The address has no \(name).")
            }
            return value
        }
        let id = try value("client_id")
        guard let application = PINResetApplication(rawValue: id.lowercased()) else {
            let known = PINResetApplication.allCases.map(\.description).joined(separator: " and ")
            throw Refusal(reason: "No application has the id '\(id)'. The applications here are \(known).")
        }
        let expected = [
            ("response_type", "code"), ("resource", application.resource), ("redirect_uri", application.redirectURI),
            ("prompt", "admin_consent"),
        ]
        for (name, wanted) in expected {
            let given = try value(name)
            guard Self.isSame(given, wanted) else {
                throw Refusal(
                    reason: "\(name) is '\(given)'; of \(application.name) it can only be \(wanted).")
            }
        }
        guard query.all("state").count < 2 else { throw Refusal(reason: "The address names state more than once.") }
        self.application = application
        state = query.all("state").first
    }

    /// Inferred: a slash at the end makes no other address.
    private static func isSame(_ given: String, _ wanted: String) -> Bool {
        func bare(_ text: String) -> Substring { text.hasSuffix("/") ? text.dropLast() : text[...] }
        return bare(given) == bare(wanted)
    }
}

/// Paths of signing in.
package enum LabConsentPath {
    package static let authorize = PINResetApplication.consentPage
    /// Where the browser ends up.
    package static let redirected = "/common/redirected"
}
