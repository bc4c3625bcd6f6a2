import ManagementTree
import SimulatedPhone

/// Names and values that examples need and no description gives: a certificate and its thumbprint, an app's family name.
enum SampleName {
    /// A name for a node that a server names, by what the description calls it.
    static func name(for title: String) -> String {
        let words = Set(Words(title).all)
        if words.contains("hash") || words.contains("thumbprint") { return thumbprint }
        if words.contains("guid") || title.hasSuffix("SID") { return guid }
        if words.isSuperset(of: ["family", "name"]) { return "Contoso.Desk_8wekyb3d8bbwe" }
        if words.isSuperset(of: ["setting", "type"]) { return "Policy" }
        if words.isSuperset(of: ["full", "name"]) { return "Contoso.Desk_1.0.0.0_arm__8wekyb3d8bbwe" }
        return "Example"
    }

    static let guid = "00000000-0000-0000-0000-000000000001"

    /// The SHA-1 of the certificate.
    static let thumbprint = "77CC40F0664B4E2DD9191DD795439817EFDE65B0"

    /// A certificate of an authority that nobody has the key of: `CN=Example Root`, made for this place.
    static let certificate =
        "MIIBcDCCARagAwIBAgIBATAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxFeGFtcGxlIFJvb3QwHhcNMjYxMTI5MDcxMjIwWhcNNDYxMTI0MDcx"
        + "MjIwWjAXMRUwEwYDVQQDDAxFeGFtcGxlIFJvb3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASIsWtJs7WbcciOieLbLhWvWZ9SHaia"
        + "jqtdeGFXcTX7Ti7Ldkl6QcRnRJaSBN3tizknWVeuqpEZ40nOlcs74OQYo1MwUTAdBgNVHQ4EFgQUNY+mPZYR1zzs7QCPXfodht+lAyAw"
        + "HwYDVR0jBBgwFoAUNY+mPZYR1zzs7QCPXfodht+lAyAwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA2MeZaDIkBhxR"
        + "rAQ0FumN14y6DL+n+KYNn2AV6vpwvFMCIB33EVteEoqiKV7osDPNH2RY1EX1j31IKi/0nuKCfrDM"
}

extension NodeURI {
    /// The address with a name for each sign such as `{CertHash}`: the phone's own where it has one, else a sample.
    /// - Parameter way: the descriptions from the root down.
    func sampled(_ way: [NodeDescription], on phone: Phone, in csp: String) -> NodeURI {
        var sampled = NodeURI(prefix: prefix, names: [])
        var isChanged = false
        for (name, description) in zip(names, way) {
            guard description.name == nil, name.text.hasPrefix("{"), name.text.hasSuffix("}") else {
                sampled = sampled.appending(name)
                continue
            }
            let own = phone.ownName(for: description, below: sampled, in: csp)
            sampled = sampled.appending(NodeName(own ?? SampleName.name(for: description.title ?? "")))
            isChanged = true
        }
        return isChanged ? sampled : self
    }
}
