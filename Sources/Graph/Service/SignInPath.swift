/// How a form says for what a token is wanted: by a scope, or as the first version of the endpoint had it by a resource.
package enum TokenForm: String, Sendable {
    case scope, resource
}

/// An address of the sign-in of applications.
struct SignInPath: Equatable {
    enum What: Equatable {
        case configuration, keys
        case token(TokenForm)
    }

    let tenant: String
    let what: What

    /// - Parameter parts: of the path, in lower case.
    init?(_ parts: [String]) {
        guard let tenant = parts.first else { return nil }
        switch Array(parts.dropFirst()) {
        case ["v2.0", ".well-known", "openid-configuration"], [".well-known", "openid-configuration"]:
            what = .configuration
        case ["discovery", "v2.0", "keys"], ["discovery", "keys"]: what = .keys
        case ["oauth2", "v2.0", "token"]: what = .token(.scope)
        case ["oauth2", "token"]: what = .token(.resource)
        default: return nil
        }
        self.tenant = tenant
    }
}
