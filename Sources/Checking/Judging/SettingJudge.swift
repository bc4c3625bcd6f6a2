import Advice
import ManagementTree
package import Notation
import PINReset
package import Settings
import SimulatedPhone
import SyncML

/// Judges settings as an administrator writes them, before any of them is sent: the rules of `check`, on a phone of the model
/// that is taken where none is named, joined to the administrator's directory.
package struct SettingJudge: Sendable {
    private let tenant: String
    private let now: Instant

    /// It is kept, so that descriptions are read once.
    private static let usual: Adviser? = (try? Blueprint(profile: .lumia950)).map { Adviser($0) }

    /// Of so many settings it is told, the first: they are judged anew whenever somebody who types pauses.
    package static let mostSettings = 100
    /// And of as many of these as have no more octets together, addresses and values: each is read, decoded and kept.
    package static let mostOctets = 1 << 20

    /// - Parameters:
    ///   - tenant: the directory of the phones that the settings are for.
    ///   - now: by the clock of the phones; times among the values are judged by it.
    package init(tenant: String, now: Instant) {
        self.tenant = tenant
        self.now = now
    }

    /// - Parameter settings: in the order in which they are sent, because what one lacks the next may bring.
    /// - Returns: what there is to say of each.
    package func findings(on settings: [Setting]) -> [[SettingFinding]] {
        var found = [[SettingFinding]](repeating: [], count: settings.count)
        guard let adviser = Self.usual else { return found }
        let phone = Phone(fresh: adviser.blueprint, seed: 0, tenant: tenant, now: now)
        let runner = PayloadRunner(
            phone: phone, environment: PhoneEnvironment(now: now), service: GrantingPINResetService(), adviser: adviser)
        let judged = Self.judged(settings)
        var check = MessageCheck(
            SettingCommands.message(of: judged, on: phone), at: judged.indices.map { Anchor.line($0, text: nil) },
            isSettings: true, by: runner)
        _ = check.run(on: phone)
        for draft in check.drafts {
            guard case .line(let place, _) = draft.anchor, judged.indices.contains(place) else { continue }
            found[place].append(SettingFinding(draft, judged[place], adviser.blueprint))
        }
        return found
    }

    /// The first of them: what comes after one for which there is no room may need it.
    private static func judged(_ settings: [Setting]) -> [Setting] {
        var octets = 0
        return Array(
            settings.prefix(mostSettings).prefix { setting in
                octets += setting.address.utf8.count + setting.value.utf8.count
                return octets <= mostOctets
            })
    }
}

extension SettingFinding {
    fileprivate init(_ draft: Draft, _ setting: Setting, _ blueprint: Blueprint) {
        let node = (try? blueprint.address(setting.address))?.description
        var values: [Value: String] = [:]
        values[.code] = draft.code.map { "\($0.rawValue)" }
        switch draft.mend {
        case .address(let meant)?: values[.nearest] = meant
        case .value(let meant)?: values[.value] = meant
        default: break
        }
        switch draft.rule {
        case .wrongFormat: values[.format] = node?.format.rawValue
        case .accessDenied:
            let admitted = AccessTypes.names.filter { node?.access.contains($0.access) ?? false }.map { $0.name }
            values[.access] = admitted.isEmpty ? nil : admitted.joined(separator: ", ")
        // A value that the description admits is refused for another reason, which the sentence of `check` has.
        case .valueNotAllowed where node?.allowedValues?.objection(to: setting.value) != nil:
            values[.allowed] = node?.allowedValues?.listed
        default: break
        }
        let row = SettingRules.rows.first { $0.rule == draft.rule }
        let isWhole = row.map { $0.isWhole && $0.needs.allSatisfy { values[$0] != nil } } ?? false
        self.init(
            rule: draft.rule, severity: draft.severity ?? draft.rule.severity, values: values,
            detail: isWhole ? nil : draft.message)
    }
}

extension AllowedValues {
    /// The values without words: `4…127`, or `0, 1`; nil where they are described and not listed.
    fileprivate var listed: String? {
        switch rule {
        case .ranges(let ranges):
            ranges.map { $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)…\($0.upperBound)" }
                .joined(separator: ", ")
        case .enumeration(let values): values.joined(separator: ", ")
        case .flags, .unchecked: nil
        }
    }
}
