import Foundation
import ManagementTree

/// AssignedAccess: a desktop that shows one app to one account (Microsoft, *AssignedAccess CSP*; csp.md 15.7).
struct AssignedAccessProvider: Provider {
    /// The value of KioskModeApp.
    private struct Kiosk: Decodable {
        var Account: String
        var AUMID: String
    }

    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        guard node.place == "KioskModeApp", let text = change.value?.text, Self.kiosk(text) == nil else { return }
        throw Refusal(
            .valueRefused, "\(node.uri) takes JSON with an account and an app: {\"Account\":\"…\",\"AUMID\":\"…\"}")
    }

    private static func kiosk(_ text: String) -> Kiosk? {
        try? JSONDecoder().decode(Kiosk.self, from: Data(text.utf8))
    }

    func sights(in phone: Phone) -> [String] {
        let node = phone.tree.node(at: ["Vendor", "MSFT", "AssignedAccess", "KioskModeApp"], in: .device)
        guard let kiosk = (node?.value?.text).flatMap(Self.kiosk) else { return [] }
        return ["shows \(kiosk.AUMID) and nothing else to \(kiosk.Account)"]
    }
}
