import ManagementTree

/// Something that a person should know of what a server sent or wrote, although the phone took it or beside its refusal:
/// which rule, which node, which value, and what to do. Nothing of it goes to the server.
package struct Note: Equatable, Hashable, Codable, Sendable {
    /// What it is worth knowing, the least first.
    package enum Rank: String, Codable, Sendable, CaseIterable {
        /// Odd, and of no consequence here.
        case form
        /// Probably not what was meant.
        case slip
        /// What was asked for has no effect.
        case effect
    }

    /// What a note is about, where `check` has a rule of its own for it.
    package enum Topic: String, Codable, Sendable, CaseIterable {
        // The address.
        case blanksAroundAddress, blankInAddress, escapedTwice, nameCase
        // What is not there.
        case nearestName, notOnPhones, laterVersion, notBuiltIn, notIngested
        // The value.
        case blanksAroundValue
        // What has no effect.
        case otherTenant, notJoined, deviceLockOff, enabledMeansOff, overruled, notYet, ignoredByEdition
    }

    package var rank: Rank
    package var text: String
    /// nil for what its rank says enough of.
    package var topic: Topic?
    /// The whole address as it was probably meant.
    package var suggestion: String?

    /// Whether it is about a node that no description knows.
    package var isOnUnknownNode: Bool {
        switch topic {
        case .nearestName, .notOnPhones, .laterVersion, .notBuiltIn, .notIngested: true
        case .blanksAroundAddress, .blankInAddress, .escapedTwice, .nameCase, .blanksAroundValue, .otherTenant,
            .notJoined, .deviceLockOff, .enabledMeansOff, .overruled, .notYet, .ignoredByEdition, nil:
            false
        }
    }

    package init(_ rank: Rank, _ text: String, _ topic: Topic? = nil, suggestion: String? = nil) {
        self.rank = rank
        self.text = text
        self.topic = topic
        self.suggestion = suggestion
    }
}

extension Note.Rank: Comparable {
    package static func < (left: Note.Rank, right: Note.Rank) -> Bool { left.order < right.order }

    private var order: Int {
        switch self {
        case .form: 0
        case .slip: 1
        case .effect: 2
        }
    }
}

/// A node of the tree of which there is something to know.
package struct NotedNode: Equatable, Sendable {
    /// The address as it is kept.
    package var uri: String
    package var value: String
    package var notes: [Note]
}

extension Phone {
    /// What is to be known of the value of a node as the phone is now; nothing for one that holds none.
    package func notes(on address: NodeAddress) -> [Note] {
        guard let provider = provider(of: address.description), let node = try? locate(address),
            node.isStored || node.isPresent && provider.keeps(node, in: self)
        else { return [] }
        return provider.notes(on: node, in: self)
    }

    /// What is to be known of an Exec that was taken, with the phone as it is behind it.
    package func notes(onExecOf address: NodeAddress, argument: String?) -> [Note] {
        guard let provider = provider(of: address.description), let node = try? locate(address) else { return [] }
        return provider.notes(onExecOf: node, argument: argument, in: self)
    }

    /// Every value that somebody wrote and of which there is something to know, in the order of the tree.
    package var notedNodes: [NotedNode] {
        var noted: [NotedNode] = []
        for csp in ConfigurationServiceProvider.all {
            for scope in csp.scopes {
                let top = csp.parent + [NodeName(csp.name)]
                guard let node = tree.node(at: top, in: scope) else { continue }
                collect(node, NodeURI(prefix: scope == .user ? .user : .device, names: top), into: &noted)
            }
        }
        return noted
    }

    private func collect(_ node: TreeNode, _ uri: NodeURI, into noted: inout [NotedNode]) {
        if let value = node.value, let address = try? blueprint.resolve(uri) {
            let notes = notes(on: address)
            if !notes.isEmpty { noted.append(NotedNode(uri: uri.description, value: value.text, notes: notes)) }
        }
        for child in node.children { collect(child, uri.appending(NodeName(child.name)), into: &noted) }
    }
}
