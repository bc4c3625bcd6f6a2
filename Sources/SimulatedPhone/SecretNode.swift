package import ManagementTree

/// Nodes whose values are secrets: PINs, passwords, keys, and texts in which such things stand. Who reads the node itself is
/// told it; what is told of commands, nodes and differences beside that says that there is one.
package enum SecretNode {
    /// What is told in the place of a secret.
    package static let standIn = "(not told here)"

    /// Last names of addresses, in lower case.
    private static let names: Set<String> = [
        "newpinvalue", "challenge", "pfxcertpassword", "pfxcertblob", "password", "smtpaltpassword", "authsecret",
        "aauthsecret", "authdata", "aauthdata", "l2tppsk", "profilexml", "wlanxml", "changeproductkey",
        "upgradeeditionwithproductkey",
    ]

    /// How such names end in description files of others.
    private static let endings = ["secret", "passphrase", "presharedkey", "privatekey", "productkey"]

    /// Whether a node of this name holds one.
    static func isMeant(by name: String) -> Bool {
        let name = name.lowercased()
        return names.contains(name) || endings.contains { name.hasSuffix($0) }
    }

    /// What may be told of the value of a node, or of the text that a query of it gave.
    /// - Parameter address: as it was written.
    package static func told(_ value: String, of address: String?) -> String {
        guard !value.isEmpty, let address else { return value }
        // Hardly any address has an escape or a query, and of those the end is the name.
        if !address.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "?") }) {
            let name = address.utf8.lastIndex(of: UInt8(ascii: "/")).map { address[address.utf8.index(after: $0)...] }
            return isMeant(by: name.map(String.init) ?? address) ? standIn : value
        }
        guard let uri = try? NodeURI(parsing: address) else { return value }
        return told(value, of: uri)
    }

    /// The same of an address that a description knows.
    package static func told(_ value: String, of address: NodeAddress) -> String {
        guard address.uri.query == nil else { return told(value, of: address.uri) }
        return address.isSecret && !value.isEmpty ? standIn : value
    }

    package static func told(_ value: String, of uri: NodeURI) -> String {
        guard !value.isEmpty, let name = uri.names.last?.text else { return value }
        guard !isMeant(by: name) || uri.query != nil else { return standIn }
        // A list as a tree (TNDS) has the values of all nodes below.
        guard case .list = uri.query else { return value }
        let listed = value.matches(of: #/<NodeName>\s*([^<]*?)\s*</NodeName>/#)
        return listed.contains { isMeant(by: String($0.1)) } ? standIn : value
    }
}
