internal import Administration
internal import JSON

/// The passwords that the bodies of a request give (Graph: *passwordProfile*), with what is kept in their place.
///
/// Making that takes a tenth of a second on purpose; so it is made before the tenant is held, and others wait for nothing.
struct GraphPasswords: Sendable {
    private var hashes: [String: PasswordHash] = [:]

    /// None: for requests that give none.
    init() {}

    /// - Parameters:
    ///   - body: of one request, or of a batch.
    ///   - hash: nil where there is no memory for it.
    init(in body: JSONValue?, hash: (String) -> PasswordHash?) {
        var bodies = [body]
        if case .array(let requests)? = body?["requests"] {
            bodies += requests.prefix(GraphBatch.limit).map { $0["body"] }
        }
        for case .string(let password)? in bodies.map({ $0?["passwordProfile"]?["password"] }) {
            // What will be refused costs nothing.
            guard hashes[password] == nil, PasswordPolicy.fault(of: password, for: "") == nil else { continue }
            hashes[password] = hash(password)
        }
    }

    /// - Parameter user: the principal name of whose it is.
    /// - Returns: nil where the body gives none.
    func password(_ body: GraphBody, of user: String) throws(GraphError) -> PasswordHash? {
        guard let value = body["passwordProfile"] else { return nil }
        let profile = try GraphBody(value, .passwordProfile)
        let password = try profile.required("password", try profile.text("password"))
        if let fault = PasswordPolicy.fault(of: password, for: user) {
            throw GraphError(
                .passwordPolicy,
                "The specified password does not comply with password complexity requirements: \(fault). Please provide a "
                    + "different password.")
        }
        guard let hash = hashes[password] else {
            throw GraphError(.notKept, "There is no memory now to make of the password what is kept. Try again.")
        }
        return hash
    }
}
