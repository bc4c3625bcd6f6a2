import ManagementTree
import Notation
import XML

/// WiFi: networks that the phone joins by itself (Microsoft, *WiFi CSP*; csp.md 13.1).
struct WiFiProvider: Provider {
    private static let profile = "Profile/*/WlanXml"

    /// Inferred: no page gives a status for a document that is no profile; it is refused like a value out of range.
    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        guard node.place == Self.profile, let text = change.value?.text else { return }
        let document: XMLElement
        do {
            document = try Self.document(text)
        } catch {
            throw Refusal(.valueRefused, "\(node.uri): the value is not well-formed XML: \(error)")
        }
        guard document.name != "WLANProfile" else { return }
        throw Refusal(.valueRefused, "\(node.uri): the value is a document \(document.name); WLANProfile is wanted")
    }

    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        if node.place == Self.profile, change.value != nil, let name = node.openNames.first {
            phone.effects.append(.noticed(csp: "WiFi", "the phone joins the network \(name) where it finds it"))
        }
        return .done
    }

    func sights(in phone: Phone) -> [String] {
        let profiles = phone.tree.node(at: ["Vendor", "MSFT", "WiFi", "Profile"], in: .device)?.children ?? []
        return profiles.map { "knows the network \($0.name)" }
    }

    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        guard node.place == Self.profile, let stored = phone.tree.node(node.id)?.value?.text,
            let document = try? Self.document(stored), let node = node.openNames.first
        else { return [] }
        return Self.notes(on: document, at: node.text)
    }

    /// The profile has the name of its node, and that of its network (the page, *Profile* and *WlanXml*).
    private static func notes(on document: XMLElement, at node: String) -> [Note] {
        guard let name = document.first("name")?.text.trimmed else {
            return [Note(.slip, "the profile has no name; it is to be that of its node, \(node)")]
        }
        let network = document.first("SSIDConfig")?.first("SSID")?.first("name")?.text.trimmed ?? name
        guard name != node || network != name else { return [] }
        return [
            Note(
                .slip,
                "the node is named \(node), the profile \(name) and its network \(network); the names are to be equal")
        ]
    }

    /// Servers put blanks before the declaration and write any encoding into it, which no text in a message has any more.
    private static func document(_ text: String) throws(XMLError) -> XMLElement {
        var text = text.trimmed
        if text.hasPrefix("<?xml"), let end = text.firstRange(of: "?>") { text = String(text[end.upperBound...]) }
        return try XMLElement.read(Array(text.utf8))
    }
}
