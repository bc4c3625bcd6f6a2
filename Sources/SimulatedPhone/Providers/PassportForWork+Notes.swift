import ManagementTree
import XML

/// What of the PassportForWork policies has no effect, and why (csp.md section 2).
extension PassportForWorkProvider {
    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        if let note = sensorNote(node, phone) { return [note] }
        guard node.place.hasPrefix("*/Policies/"), let tenant = node.openNames.first?.text else { return [] }
        if let note = note(ofTenant: tenant, phone) { return [note] }
        switch node.place {
        case "*/Policies/EnablePinRecovery": return recoveryNotes(node, phone)
        case "*/Policies/UsePassportForWork":
            guard phone.tree.node(node.id)?.value?.flag == false else { return [] }
            return [Note(.effect, "false has no effect: on a phone that is joined to Azure AD a PIN is mandatory")]
        default:
            return complexityNotes(node, phone)
        }
    }

    /// Of what the device has no sensor for nothing can come.
    private func sensorNote(_ node: NodeLocation, _ phone: Phone) -> Note? {
        guard phone.tree.node(node.id)?.value?.flag == true else { return nil }
        let sensors = phone.profile.sensors ?? []
        switch node.place {
        case "UseBiometrics", "Biometrics/UseBiometrics":
            guard sensors.isEmpty else { return nil }
            return Note(.effect, "no effect: this device has no sensor for a face, an iris or a finger")
        case "Biometrics/FacialFeaturesUseEnhancedAntiSpoofing":
            // Inferred: an iris camera of phones counts for none that knows faces.
            guard !sensors.contains(.face) else { return nil }
            return Note(.effect, "no effect: this device has no camera that knows faces")
        default: return nil
        }
    }

    /// Why policies under a tenant's node do not count on this phone; nil where they do.
    private func note(ofTenant written: String, _ phone: Phone) -> Note? {
        guard let join = phone.join else {
            return Note(
                .effect, "no effect: the phone is not joined to Azure AD, and these policies are for joined phones",
                .notJoined)
        }
        guard NodeName(written) != NodeName(join.tenant) else { return nil }
        let shown = VisibleText.quoted(written)
        let inside = written.drop { $0 == "{" }.prefix { $0 != "}" }
        if inside.count != written.count, Self.isGUID(inside) {
            return Note(
                .effect, "no effect: write the tenant's id without braces, \(inside) in place of \(shown)", .otherTenant
            )
        }
        guard Self.isGUID(written[...]) else {
            return Note(
                .effect,
                "no effect: \(shown) is no id of a tenant; put the Directory ID of Azure AD in its place, here \(join.tenant)",
                .otherTenant)
        }
        return Note(
            .effect, "no effect: the phone is joined to tenant \(join.tenant), and this policy is for \(written)",
            .otherTenant)
    }

    private static func isGUID(_ text: Substring) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }

    private func recoveryNotes(_ node: NodeLocation, _ phone: Phone) -> [Note] {
        guard phone.tree.node(node.id)?.value?.flag == true else {
            guard phone.isRecoveryEnabled else { return [] }
            return [
                Note(.effect, "no effect: the other scope has EnablePinRecovery true, and either is enough", .overruled)
            ]
        }
        guard phone.hello.protector == nil else { return [] }
        guard phone.lockScreen.pin != nil else {
            return [
                Note(.effect, "no effect yet: the phone has no PIN; recovery is made ready when one is set", .notYet)
            ]
        }
        return [
            Note(
                .effect,
                "no effect yet: the phone is locked, and recovery is made ready when its user unlocks it; until then "
                    + "LockAndRecoverPIN fails with 500", .notYet)
        ]
    }

    // MARK: - PINComplexity

    private static let complexity = "*/Policies/PINComplexity/"

    private func complexityNotes(_ node: NodeLocation, _ phone: Phone) -> [Note] {
        guard node.place.hasPrefix(Self.complexity), let number = phone.tree.node(node.id)?.value?.number else {
            return []
        }
        let own = phone.helloPolicy(node.uri.scope)
        let place = PlacedHelloPolicy(policy: own, place: "")
        let rules = phone.pinRequirements
        let policy = node.place.dropFirst(Self.complexity.count)
        switch policy {
        case "MinimumPINLength", "MaximumPINLength":
            guard place.hasUsableLengths else {
                return [
                    Note(
                        .effect,
                        "no effect: MinimumPINLength \(place.lengths.minimum) is not below MaximumPINLength "
                            + "\(place.lengths.maximum), so both count as \(PINRequirements.shortest) and "
                            + "\(PINRequirements.longest)", .overruled)
                ]
            }
            let isMinimum = policy == "MinimumPINLength"
            return Self.overruled(number, by: isMinimum ? rules.minimumLength : rules.maximumLength)
        case "History": return number == 0 ? [] : Self.overruled(number, by: rules.historyDepth)
        case "Expiration": return number == 0 ? [] : Self.overruled(number, by: rules.expirationDays)
        default:
            guard let characterClass = PIN.CharacterClass(policy: policy),
                let wanted = PIN.CharacterRule(rawValue: number)
            else { return [] }
            let inForce = rules[characterClass]
            guard inForce.value != wanted else { return [] }
            return [
                Note(
                    .effect, "no effect: \(characterClass.name) are \(inForce.value) all the same (\(inForce.source))",
                    .overruled)
            ]
        }
    }

    private static func overruled(_ number: Int, by inForce: Sourced<Int>) -> [Note] {
        guard inForce.value != number else { return [] }
        return [Note(.effect, "no effect: \(inForce.value) is in force (\(inForce.source))", .overruled)]
    }
}

extension PIN.CharacterClass {
    /// The class that a node below PINComplexity is for.
    fileprivate init?(policy name: Substring) {
        switch name {
        case "Digits": self = .digits
        case "LowercaseLetters": self = .lowercaseLetters
        case "UppercaseLetters": self = .uppercaseLetters
        case "SpecialCharacters": self = .specialCharacters
        default: return nil
        }
    }
}
