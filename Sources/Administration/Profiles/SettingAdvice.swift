internal import Settings
internal import Notation

/// What is probably wrong with a setting that makes a phone ready for PIN recovery (S8). Nothing of it is refused: a phone
/// takes such a setting, and it has no effect.
package enum SettingAdvice: Equatable, Sendable {
    /// The address still has what the document puts where the directory id belongs.
    case placeholder(String)
    /// The address names another directory.
    case otherTenant(String)
    /// The value is not Boolean.
    case notBoolean
    /// The value turns recovery off.
    case isOff

    package var message: String {
        switch self {
        case .placeholder(let text):
            "The OMA-URI has '\(text)' where the Directory ID of the tenant belongs. Copy it from the tenant's properties."
        case .otherTenant(let id):
            "The OMA-URI names the directory \(id), which is not this tenant: phones of this tenant will ignore it."
        case .notBoolean: "EnablePinRecovery takes a Boolean. Choose the data type Boolean."
        case .isOff: "EnablePinRecovery is False, which turns PIN recovery off. Choose True."
        }
    }

    /// - Parameter tenant: the one whose administrator writes the setting.
    package static func of(_ setting: OmaSetting, tenant: ObjectID) -> [SettingAdvice] {
        let parts = setting.omaURI.trimmed.split(separator: "/", omittingEmptySubsequences: false)
        guard let place = parts.firstIndex(where: { $0.lowercased() == "passportforwork" }) else { return [] }
        var found: [SettingAdvice] = []
        // Only what is below `Policies` is of a directory; the CSP has other nodes, such as Biometrics.
        let below = parts[(place + 1)...].prefix(2).map(String.init)
        if below.count == 2, below[1].lowercased() == "policies", let advice = of(directory: below[0], tenant) {
            found.append(advice)
        }
        guard parts.last?.lowercased() == "enablepinrecovery" else { return found }
        if setting.value.type != .boolean {
            found.append(.notBoolean)
        } else if setting.value != .boolean(true) {
            found.append(.isOff)
        }
        return found
    }

    private static func of(directory: String, _ tenant: ObjectID) -> SettingAdvice? {
        guard ObjectID(directory) != tenant else { return nil }
        return ObjectID.isGUID(directory) ? .otherTenant(directory) : .placeholder(directory)
    }
}
