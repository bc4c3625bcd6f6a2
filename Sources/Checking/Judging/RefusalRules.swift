import ManagementTree
import SimulatedPhone
import SyncML

/// Which rule a status that is none of success falls under.
struct RefusalRules {
    let blueprint: Blueprint

    /// - Parameters:
    ///   - isInAtomic: whether the command stands in an Atomic.
    ///   - isAddedThere: whether the same Atomic has added the node.
    func rule(
        _ code: StatusCode?, _ command: AccessCommand, item: Int?, isInAtomic: Bool, isAddedThere: Bool
    ) -> Rule {
        guard command.id != nil else { return .unnumberedCommand }
        guard let item, command.items.indices.contains(item), let target = command.items[item].target, !target.isEmpty
        else { return command.verb == .copy ? .notSupported : .noTarget }
        if isInAtomic, command.verb == .get { return .getInAtomic }
        do {
            let address = try blueprint.address(target)
            return rule(
                code, command.verb, command.items[item].data?.text, address, isAddedThere: isInAtomic && isAddedThere)
        } catch {
            return rule(of: error, target)
        }
    }

    /// The rule of an address that leads nowhere.
    func rule(of refusal: Refusal, _ target: String) -> Rule {
        switch refusal.situation {
        case .malformedURI, .uriTooLong: return .badAddress
        case .scopeMismatch: return .wrongScope
        case .parentIsLeaf: return .belowLeaf
        case .notOnThisDevice: return rule(ofAbsent: target)
        default: break
        }
        let topics = blueprint.notes(onAddress: target).compactMap(\.topic)
        if topics.contains(.notOnPhones) { return .notOnThisDevice }
        if topics.contains(.laterVersion) { return .laterVersion }
        if topics.contains(.notIngested) { return .notIngested }
        return topics.contains(.notBuiltIn) ? .notBuiltIn : .unknownPath
    }

    /// A node that others have: of a later build, or of another edition or kind.
    private func rule(ofAbsent target: String) -> Rule {
        guard let uri = try? NodeURI(parsing: target) else { return .notOnThisDevice }
        if KnownNodes.ignores(uri, blueprint.traits) { return .ignoredByEdition }
        var description = blueprint.schema.root(of: uri.scope)
        for name in uri.names {
            guard let child = description.child(named: name) else { break }
            var applicability = child.applicability
            if applicability.obstacle(on: blueprint.traits) != nil {
                applicability.builds = []
                return applicability.obstacle(on: blueprint.traits) == nil ? .laterVersion : .notOnThisDevice
            }
            description = child
        }
        return .notOnThisDevice
    }

    private func rule(
        _ code: StatusCode?, _ verb: AccessCommand.Verb, _ value: String?, _ address: NodeAddress, isAddedThere: Bool
    ) -> Rule {
        let isWrite = verb == .add || verb == .replace
        switch code ?? .commandFailed {
        case .badRequest: return .noTarget
        case .notFound: return .noSuchNode
        case .optionalFeatureNotSupported: return .notSupported
        case .incompleteCommand: return .valueMissing
        case .requestEntityTooLarge, .deviceFull, .uriTooLong: return .noRoom
        case .unsupportedMediaTypeOrFormat: return .wrongFormat
        case .alreadyExists: return .alreadyThere
        case .commandNotAllowed:
            if isWrite, address.description.isInterior { return .interiorNode }
            return admits(verb, address) ? .notNow : .accessDenied
        case .commandFailed where isWrite: return isAddedThere && verb == .replace ? .addThenReplace : .valueNotAllowed
        default: return .commandFails
        }
    }

    private func admits(_ verb: AccessCommand.Verb, _ address: NodeAddress) -> Bool {
        verb != .copy && address.description.access.isSuperset(of: verb.access)
    }
}

extension AccessCommand.Verb {
    /// What a node's description has to admit for it.
    var access: AccessTypes {
        switch self {
        case .add: .add
        case .replace: .replace
        case .delete: .delete
        case .get: .get
        case .exec: .exec
        case .copy: .copy
        }
    }
}
