internal import Hummingbird
internal import Notation

/// The names by which the server goes, so that no page of another site can ask it by a name of that site's own.
struct LabHosts: Sendable {
    /// In lower case.
    private let names: Set<String>

    init(_ configuration: LabConfiguration) {
        let publicHost = configuration.publicURL.flatMap { WebAddress($0)?.host }
        let names = ["localhost", configuration.host] + configuration.certificateNames + [publicHost].compactMap { $0 }
        self.names = Set(names.map { $0.lowercased() })
    }

    /// - Throws: for a request that asks for another server.
    func check(_ request: Request) throws(LabError) {
        let authority = request.head.authority ?? ""
        guard isOwn(authority) else {
            throw LabError(.wrongHost, "The request is for '\(authority)'. Ask for the server by its own name.")
        }
    }

    /// Whether a Host header means this server: by a name of its own, or by any address, which no other site can have.
    private func isOwn(_ authority: String) -> Bool {
        if authority.hasPrefix("[") { return authority.contains("]") }
        let host = String(authority.prefix { $0 != ":" }).lowercased()
        if case .address = LabServerName(host) { return true }
        return names.contains(host)
    }
}
