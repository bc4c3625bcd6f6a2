import ManagementTree
import SimulatedPhone
import XML

/// Judges one address that somebody typed.
struct AddressJudge {
    private let text: String
    let adviser: Adviser
    private let phone: Phone
    let purpose: AddressPurpose?
    let typed: TypedAddress
    let comparison: NameComparison
    var schema: Schema { adviser.blueprint.schema }

    init(_ text: String, _ adviser: Adviser, _ phone: Phone, _ purpose: AddressPurpose? = nil) {
        self.text = text
        self.adviser = adviser
        self.phone = phone
        self.purpose = purpose
        typed = TypedAddress(text)
        comparison = NameComparison(adviser.names)
    }

    /// Nobody reads what could be said of an address of several thousand characters.
    private static let longest = 2048

    var advice: AddressAdvice {
        let (refusal, uri) = verdict
        let reason = refusal?.reason
        guard text.utf8.count <= Self.longest else {
            return AddressAdvice(address: text, isKnown: reason == nil, reason: reason, deepest: ".")
        }
        if let uri, let way = schema.way(of: uri.names, in: uri.scope) { return known(uri, way, reason) }
        var advice = AddressAdvice(address: text, isKnown: false, reason: reason, deepest: ".")
        let depth = describedDepth
        advice.deepest = address(typed.prefix, Array(typed.names.prefix(depth)))
        advice.partsAt = typed.names.indices.contains(depth) ? typed.names[depth] : nil
        advice.remarks = typed.slips
        if let uri, refusal?.situation == .undescribed,
            let note = adviser.blueprint.catalogueNote(onUnknown: uri)
        {
            // What is known of elsewhere is no slip for something that is like it.
            advice.remarks.append(note.text)
        } else {
            advice.suggestions = uri.flatMap { moved($0, depth) } ?? suggestions
        }
        return advice
    }

    /// What the phone says of the address.
    private var verdict: (refusal: Refusal?, uri: NodeURI?) {
        let uri = try? NodeURI(parsing: text)
        do {
            _ = try adviser.blueprint.address(text)
            return (nil, uri)
        } catch {
            return (error, uri)
        }
    }

    /// How many of the names lead to nodes that are described.
    var describedDepth: Int {
        var node = schema.root(of: typed.scope)
        for (depth, name) in typed.names.enumerated() {
            guard let child = node.child(named: NodeName(name)) else { return depth }
            node = child
        }
        return typed.names.count
    }

    // MARK: - An address that is known

    private func known(_ uri: NodeURI, _ way: [NodeDescription], _ reason: String?) -> AddressAdvice {
        var advice = AddressAdvice(address: text, isKnown: true, reason: reason, deepest: uri.description)
        var names: [String] = []
        for (depth, description) in way.enumerated() {
            names.append(description.name?.text ?? uri.names[depth].text)
            guard description.name == nil else { continue }
            let open = openName(uri.names[depth].text, description, below: uri.ancestor(depth: depth), way)
            advice.openNames.append(open)
            names[depth] = open.replacement
        }
        let written = address(uri.prefix, names)
        if advice.openNames.contains(where: { $0.objection != nil }) {
            let why = advice.openNames.compactMap(\.objection).joined(separator: "; ")
            advice.suggestions = [
                Suggestion(kind: .name, address: written, why: why, isCertain: !written.contains("{"))
            ]
            advice.suggestions += misplaced(uri, way)
            advice.suggestions = elsewhere(uri, way, advice.openNames) + advice.suggestions
        } else if written != address(uri.prefix, uri.names.map(\.text)) || !typed.slips.isEmpty {
            let why = typed.slips.isEmpty ? ["names compare without case; this is how they are written"] : typed.slips
            advice.suggestions = [
                Suggestion(kind: .writing, address: written, why: why.joined(separator: "; "), isCertain: true)
            ]
        }
        if reason != nil { advice.suggestions += otherScope(uri) }
        return advice
    }

    /// Where the name of a node further down stands in the place of one that is left open, a level was left out.
    private func misplaced(_ uri: NodeURI, _ way: [NodeDescription]) -> [Suggestion] {
        let isMisplaced = way.indices.contains { depth in
            way[depth].name == nil && way[depth].hasBelow(uri.names[depth], depth: 3)
        }
        guard isMisplaced else { return [] }
        return aligned(in: [typed.scope]).filter { $0.kind == .levels }
    }

    /// Where the last name is left open and what stands there is none of its kind, but a node's name in another place.
    private func elsewhere(_ uri: NodeURI, _ way: [NodeDescription], _ names: [OpenName]) -> [Suggestion] {
        guard way.last?.name == nil, let last = names.last, last.objection != nil, !last.isSign else { return [] }
        return NameSearch(typed, knownTo: uri.depth - 1, adviser.index, comparison).hits.filter(\.isSame).map { hit in
            Suggestion(kind: .elsewhere, address: filled(hit.way, hit.scope), why: hit.why, isCertain: false)
        }.filter(isUseful)
    }

    private func openName(
        _ written: String, _ description: NodeDescription, below parent: NodeURI, _ way: [NodeDescription]
    ) -> OpenName {
        let csp = CSPAdvice.name(of: way)
        return OpenName(
            written, description, in: csp, own: phone.ownName(for: description, below: parent, in: csp))
    }

    private func otherScope(_ uri: NodeURI) -> [Suggestion] {
        let other: NodeScope = uri.scope == .device ? .user : .device
        guard let way = schema.way(of: uri.names, in: other),
            way.allSatisfy({ $0.applicability.obstacle(on: phone.traits) == nil })
        else { return [] }
        let written = address(other == .user ? .user : .device, uri.names.map(\.text))
        return [Suggestion(kind: .scope, address: written, why: Self.scopeWords(other), isCertain: false)]
    }

    static func scopeWords(_ scope: NodeScope) -> String {
        "the node is under \(scope == .user ? "./User" : "./Device")"
    }

    // MARK: - How addresses are written

    /// The address of described nodes, with names where they are left open: those that were typed, or the phone's own.
    func filled(_ way: [NodeDescription], _ scope: NodeScope, typed names: [String?] = []) -> String {
        var whole: [String] = []
        let csp = CSPAdvice.name(of: way)
        for (depth, description) in way.enumerated() {
            if let name = description.name {
                whole.append(name.text)
                continue
            }
            let parent = NodeURI(prefix: scope == .user ? .user : .device, names: whole.map { NodeName($0) })
            let own = phone.ownName(for: description, below: parent, in: csp)
            let written = names.indices.contains(depth) ? names[depth] : nil
            whole.append(
                written.map { OpenName($0, description, in: csp, own: own).replacement } ?? own
                    ?? "{\(description.title ?? "name")}")
        }
        let prefix: NodeURI.Prefix = scope == .user ? .user : typed.prefix == .none ? .none : .device
        return address(prefix, whole)
    }

    /// Written by hand, because signs for names are not escaped.
    func address(_ prefix: NodeURI.Prefix, _ names: [String]) -> String {
        let start =
            switch prefix {
            case .none: "."
            case .device: "./Device"
            case .user: "./User"
            }
        return names.reduce(start) { text, name in
            text + "/" + (name.hasPrefix("{") && name.hasSuffix("}") ? name : NodeName(name).encoded)
        }
    }
}
