import ManagementTree
import Notation
import SimulatedPhone
import SyncML
import XML

/// What a status means, for who sees it and nothing else, as a server does: what such a status says, in which cases such a
/// command gets it at such a node, what the descriptions have of the node, and what to do.
///
/// It is never a phone's own reason, which no message holds.
package struct StatusInterpreter: Sendable {
    private let adviser: Adviser?
    /// As it comes out of its box: what its descriptions say counts, and not what has happened to it.
    private let phone: Phone?

    /// Of the model that is taken where none is named. It is kept, so that descriptions are read once.
    private static let usual: Adviser? = (try? Blueprint(profile: .lumia950)).map { Adviser($0) }

    /// - Parameter tenant: the directory of the phones whose statuses are looked at; addresses name it.
    package init(tenant: String) {
        adviser = Self.usual
        phone = Self.usual.map { Phone(fresh: $0.blueprint, seed: 0, tenant: tenant, now: .epoch) }
    }

    /// What a status means that something in a message got.
    /// - Parameters:
    ///   - command: the element's name.
    ///   - address: of the node; nil where there is none, or where it does not matter.
    /// - Returns: sentences; none for plain success, and for a number that nobody knows.
    package func meaning(of status: Int, to command: String, at address: String?) -> [String] {
        guard let number = UInt16(exactly: status), let row = StatusMeanings.rows[number] else { return [] }
        let code = StatusCode(rawValue: number)
        guard code != .ok else { return [] }
        var sentences = [row.meaning]
        // What says less than that something failed is about the command, and about no node.
        if number >= 300, let address, let verb = AccessCommand.Verb.allCases.first(where: { $0.name == command }) {
            sentences += said(of: address, verb, code)
        }
        return sentences + [row.remedy]
    }

    // MARK: - The node

    private func said(of address: String, _ verb: AccessCommand.Verb, _ code: StatusCode) -> [String] {
        guard let adviser, let phone else { return [] }
        let advice = adviser.address(address, on: phone)
        guard advice.isKnown, let uri = try? NodeURI(parsing: address),
            let way = adviser.blueprint.schema.way(of: uri.names, in: uri.scope),
            let node = adviser.node(address, in: phone, PhoneEnvironment(now: .epoch), depth: 0)
        else { return unknown(advice) + meant(advice) }
        let found = way.last ?? adviser.blueprint.schema.root(of: uri.scope)
        let possible = StatusPages.situations(of: code, on: verb).filter { $0.canBe(at: uri, found, way, verb) }
        // What descriptions settle needs no other case.
        let cases = possible.contains(.accessDenied) ? [.accessDenied] : possible
        let words = cases.map(\.words).joined(separator: ", or ")
        return (words.isEmpty ? [] : ["\(verb.name) gets it where \(words)."]) + [described(node)] + meant(advice)
    }

    private func unknown(_ advice: AddressAdvice) -> [String] {
        let place = advice.partsAt.map { ": it parts from what there is at \(VisibleText.quoted($0))" } ?? ""
        return ["No description of the \(model) knows the address\(place)."] + advice.remarks.map(Self.sentence)
    }

    /// What was probably meant by an address.
    private func meant(_ advice: AddressAdvice) -> [String] {
        guard let likely = advice.suggestions.first else { return [] }
        return ["Probably meant is \(likely.address) (\(likely.why))."]
    }

    private static func sentence(_ remark: String) -> String {
        let begun: String = remark.prefix(1).uppercased() + remark.dropFirst()
        return begun.hasSuffix(".") || begun.hasSuffix("?") ? begun : begun + "."
    }

    private func described(_ node: NodeAdvice) -> String {
        let access = node.access.isEmpty ? "no command" : node.access.joined(separator: ", ")
        let takes = node.allowed.map { ", takes \($0)" } ?? ""
        let obstacle = node.obstacle.map { "; and \($0)" } ?? ""
        return "The \(model) describes the node so: format \(node.format)\(takes), admits \(access)\(obstacle)."
    }

    /// Whose descriptions are spoken of: another device may have others.
    private var model: String {
        guard let profile = adviser?.blueprint.profile else { return "phone" }
        return "\(profile.model) with \(profile.build)"
    }
}

extension Situation {
    /// Whether the case can come about at a node that is described, as far as descriptions tell: what only the device knows
    /// may be.
    fileprivate func canBe(
        at uri: NodeURI, _ node: NodeDescription, _ way: [NodeDescription], _ verb: AccessCommand.Verb
    ) -> Bool {
        switch self {
        // A node that is known has an address, and stands below interior ones.
        case .done, .accepted, .malformedURI, .uriTooLong, .undescribed, .parentIsLeaf, .targetMissing: return false
        case .missing: return way.contains { !$0.comesWithParent }
        case .notOnThisDevice: return way.contains { !$0.applicability.isEverywhere }
        case .interior: return node.isInterior
        case .accessDenied:
            return !AccessTypes.names.contains { $0.name == verb.name && node.access.contains($0.access) }
        // A Replace has to do with it only where it would give the node another name.
        case .permanent: return node.isPermanent && (verb == .delete || uri.query != nil)
        case .root: return uri.isRoot
        case .scopeMismatch: return uri.scope == .user
        case .unknownProperty, .propertyNotAllowed:
            if case .property? = uri.query { return true }
            return false
        case .unknownList, .listNotAllowed:
            if case .list? = uri.query { return true }
            return false
        case .occurrenceExceeded: return node.occurrence.maximum != nil
        case .exists, .wrongFormat, .dataMissing, .tooLarge, .valueRefused, .storageFull, .verbUnsupported,
            .notAllowedNow, .failed:
            return true
        }
    }
}
