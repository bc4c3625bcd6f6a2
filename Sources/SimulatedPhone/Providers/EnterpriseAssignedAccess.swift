import ManagementTree
import XML

/// EnterpriseAssignedAccess: a phone that is locked down to some apps and settings (Microsoft, *EnterpriseAssignedAccess
/// CSP*; csp.md 15.6).
struct EnterpriseAssignedAccessProvider: Provider {
    private static let lockdown = "AssignedAccess/AssignedAccessXml"
    private static let csp = "EnterpriseAssignedAccess"

    /// Inferred: a document that is no lockdown is refused; the page only says that it must be escaped.
    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        guard let text = change.value?.text else { return }
        switch node.place {
        case Self.lockdown: try ValueMarkup.read(text, root: "HandheldLockdown", at: node.uri)
        case "Theme/ThemeAccentColorValue":
            guard text.wholeMatch(of: #/[0-9A-Fa-f]{6}/#) == nil else { return }
            throw Refusal(.valueRefused, "\(node.uri): '\(text.prefix(20))' is no colour; write it as RRGGBB")
        default: break
        }
    }

    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        let isOfLockdown = Self.lockdown.hasPrefix(node.place) && !node.place.isEmpty
        guard node.place == Self.lockdown || (isOfLockdown && change == .deleted) else { return .done }
        let sight = sights(in: phone).first ?? "no longer locked down"
        phone.effects.append(.noticed(csp: Self.csp, "the phone is \(sight)"))
        return .done
    }

    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        let theme = phone.tree.node(at: ["Vendor", "MSFT", "EnterpriseAssignedAccess", "Theme"], in: .device)
        guard node.place == "Theme/ThemeAccentColorValue", theme?.child("ThemeAccentColorID")?.value?.number != 151
        else { return [] }
        return [Note(.effect, "the colour counts only where ThemeAccentColorID is 151")]
    }

    func sights(in phone: Phone) -> [String] {
        let names: [NodeName] = ["Vendor", "MSFT", "EnterpriseAssignedAccess", "AssignedAccess", "AssignedAccessXml"]
        guard let text = phone.tree.node(at: names, in: .device)?.value?.text,
            let root = try? XMLElement.read(Array(text.utf8))
        else { return [] }
        // What everybody gets who is in no role.
        let apps = root.first("Default")?.first("Apps")?.all("Application").count ?? 0
        let roles = root.first("RoleList")?.all("Role").count ?? 0
        func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
        let rest = roles == 0 ? "" : ", with \(count(roles, "role"))"
        return ["locked down to \(count(apps, "app"))\(rest)"]
    }
}
