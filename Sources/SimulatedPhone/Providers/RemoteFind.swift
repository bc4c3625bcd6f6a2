import ManagementTree

/// RemoteFind: where the phone is (Microsoft, *RemoteFind CSP*; csp.md 11.3).
///
/// Inferred (csp.md C11): the page's own example reads Location by a Sequence in an Atomic, and *OMA DM protocol support*
/// has every Get in an Atomic fail; what is below Location may be read either way, so that both kinds of server find the
/// phone.
struct RemoteFindProvider: Provider {
    /// How the server of this session wants the phone found; nil where the description's default counts.
    private struct Wishes: KeyedValue {
        static let key = KeyedState.sessionPrefix + "RemoteFind"

        var values: [String: String] = [:]
    }

    private static let wishes: Set = ["DesiredAccuracy", "MaximumAge", "Timeout"]

    /// What a server sets counts for its session and is not retained.
    func keeps(_ node: NodeLocation) -> Bool { Self.wishes.contains(node.place) }

    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        if keeps(node) { phone[Wishes.self].values[node.place] = change.value?.text }
        return .done
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        if keeps(node) { return phone[Wishes.self].values[node.place].map { node.value($0) } }
        return text(of: node.place, in: phone).map { node.value($0) }
    }

    /// Before any place was found the coordinates are empty and the rest is 0.
    ///
    /// Inferred: the phone finds its place anew for each Get, so that the age is 0, and as well as it can whatever the
    /// server wishes.
    private func text(of place: String, in phone: Phone) -> String? {
        let found = Self.isLocationOff(phone) ? nil : phone.profile.location
        return switch place {
        case "Location/Latitude": found.map { "\($0.latitude)" } ?? ""
        case "Location/Longitude": found.map { "\($0.longitude)" } ?? ""
        case "Location/Altitude": found.map { "\($0.altitude)" } ?? ""
        case "Location/Accuracy": "\(found?.accuracy ?? 0)"
        case "Location/AltitudeAccuracy": "\(found?.altitudeAccuracy ?? 0)"
        case "Location/Age": "0"
        default: nil
        }
    }

    /// Inferred: what the policy System/AllowLocation forbids (0) finds no place; no page says what RemoteFind does then.
    private static func isLocationOff(_ phone: Phone) -> Bool {
        phone.policy("System", "AllowLocation") == 0
    }
}
