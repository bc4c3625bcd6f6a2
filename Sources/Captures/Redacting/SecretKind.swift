/// What is taken out of a capture before it is shown to others.
package enum SecretKind: String, Equatable, Hashable, Sendable, CaseIterable {
    case pin, password
    /// What lets somebody in: tokens, nonces, digests of credentials, cookies.
    case token
    /// Keys of networks, of products, of containers.
    case key
    case certificate
    /// Of people, devices, networks, firms.
    case name
    /// Of devices, tenants, users, SIM cards: numbers and GUIDs.
    case identifier
    /// Of servers.
    case host
    /// Addresses of a network.
    case network
}
