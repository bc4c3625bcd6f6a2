import Notation

/// Where an administrator is asked for consent (S4, S5 of the document), below the address of a sign-in host.
extension PINResetApplication {
    /// The path of the page.
    package static let consentPage = "/common/oauth2/authorize"

    /// The document's address of the page, below the host's own.
    package var consentPath: String {
        let values = [
            ("response_type", "code"), ("client_id", clientID), ("resource", resource), ("redirect_uri", redirectURI),
            ("state", documentedState), ("prompt", "admin_consent"),
        ]
        return Self.consentPage + "?" + FormFields(values).encoded
    }
}
