import ManagementTree
import SimulatedPhone

/// What was probably meant by an address that is not known.
extension AddressJudge {
    var suggestions: [Suggestion] {
        let other: NodeScope = typed.scope == .device ? .user : .device
        let aligned = aligned(in: [typed.scope, other])
        // What can be had by a slip or two was meant; nobody needs a list of all that is like it.
        let slips = aligned.filter { $0.kind != .elsewhere }
        let useful = slips.filter(isUseful)
        guard useful.isEmpty else { return Array(useful.prefix(3)) }
        // It is known what was meant, and it takes no such command: another node was not meant.
        guard slips.allSatisfy({ $0.kind == .levels }) else { return [] }
        if let csp = catalogued { return [csp] }
        let named = NameSearch(typed, knownTo: describedDepth, adviser.index, comparison).hits
        let elsewhere = named.map { hit in
            Suggestion(kind: .elsewhere, address: filled(hit.way, hit.scope), why: hit.why, isCertain: false)
        }
        // The very name in another place is nearer than a name of some of its words in this one.
        let isElsewhere = named.first?.isSame ?? false
        let found = (isElsewhere ? elsewhere + siblings : siblings + elsewhere).filter(isUseful)
        return Array((found.isEmpty ? aligned.filter(isUseful) : found).prefix(3))
    }

    /// Whether the node takes the command, and is more than what is there of the address already: the last name is what
    /// somebody was after. Below a leaf there can be none.
    func isUseful(_ suggestion: Suggestion) -> Bool {
        guard let uri = try? NodeURI(parsing: suggestion.address), let way = schema.way(of: uri.names, in: uri.scope),
            let node = way.last
        else { return true }
        if let purpose, !purpose.isAdmitted(by: node) { return false }
        guard node.isInterior, uri.scope == typed.scope, uri.depth < typed.names.count else { return true }
        return !zip(uri.names, typed.names).allSatisfy { $0 == NodeName($1) }
    }

    /// What stands where the address parts from what there is, and is called by its words.
    private var siblings: [Suggestion] {
        let depth = describedDepth
        guard depth > 0, depth == typed.names.count - 1,
            let way = schema.way(of: typed.names[..<depth].map { NodeName($0) }, in: typed.scope)
        else { return [] }
        let written = Array(typed.names[..<depth])
        return SiblingSearch.hits(of: typed.names[depth], below: way).map { hit in
            Suggestion(
                kind: .letters, address: filled(hit.way, typed.scope, typed: written.map { $0 }), why: hit.why,
                isCertain: false)
        }
    }

    /// A CSP that is not built in and has nearly the name that was typed.
    private var catalogued: Suggestion? {
        guard typed.names.count > 2, describedDepth == 2, typed.names[1].lowercased() == "msft",
            let name = NearestName.of(typed.names[2], among: CSPCatalogue.names),
            NodeName(name) != NodeName(typed.names[2]),
            let note = CSPCatalogue.note(on: name, adviser.blueprint.traits)
        else { return nil }
        let meant = address(typed.prefix, Array(typed.names[..<2]) + [name] + typed.names[3...])
        return Suggestion(kind: .letters, address: meant, why: note.text, isCertain: false)
    }

    /// More than so much is no slip any more: the address is of another place.
    private static let mostOfSlips = 1.7

    func aligned(in scopes: [NodeScope]) -> [Suggestion] {
        var found: [AddressAlignment.Found] = []
        for scope in scopes {
            found += AddressAlignment.find(typed, in: scope, schema, comparison) { name, description in
                let csp = description.owner.map { ConfigurationServiceProvider.all[$0].name } ?? ""
                return OpenName(name, description, in: csp, own: nil).objection != nil
            }
        }
        for place in found.indices where found[place].scope != typed.scope { found[place].cost += 0.4 }
        // What both scopes have is told of the one that was asked for.
        let own = Set(found.filter { $0.scope == typed.scope }.map { $0.way.map(\.displayName) })
        found.removeAll { $0.scope != typed.scope && own.contains($0.way.map(\.displayName)) }
        found.sort { $0.cost < $1.cost }
        guard let best = found.first?.cost else { return [] }
        let near = found.filter { $0.cost <= best + 0.5 }
        let isAlone = near.filter { $0.cost < best + 0.3 }.count == 1
        var told: Set<String> = []
        return near.compactMap { one in
            let suggestion = suggestion(one, isAlone: isAlone && one.cost == best && best < 1)
            return told.insert(suggestion.address.lowercased()).inserted ? suggestion : nil
        }
    }

    private func suggestion(_ found: AddressAlignment.Found, isAlone: Bool) -> Suggestion {
        let changes = AddressChanges(found)
        let written = filled(found.way, found.scope, typed: found.typed)
        var why = typed.slips + changes.sentences
        if found.scope != typed.scope { why.append(Self.scopeWords(found.scope)) }
        let kind: Suggestion.Kind =
            if found.cost > Self.mostOfSlips { .elsewhere } else if found.scope != typed.scope { .scope } else {
                changes.kind
            }
        return Suggestion(
            kind: kind, address: written, why: why.joined(separator: "; "),
            isCertain: isAlone && kind != .elsewhere && kind != .levels && !written.contains("{"))
    }

    /// A CSP of the phone that stands elsewhere than below Vendor/MSFT, where it was looked for.
    func moved(_ uri: NodeURI, _ depth: Int) -> [Suggestion]? {
        guard depth == 2, let whole = CSPCatalogue.wholeAddress(uri, depth) else { return nil }
        let isKnown = (try? adviser.blueprint.address(whole)) != nil
        return [
            Suggestion(
                kind: .levels, address: whole, why: "\(uri.names[depth]) does not stand below Vendor/MSFT",
                isCertain: isKnown)
        ]
    }
}
