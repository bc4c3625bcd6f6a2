internal import ManagementTree
internal import Notation
internal import Session
internal import SimulatedPhone
internal import SyncML

/// The values that recorded results show before anything has changed them: so the device had them from the beginning.
struct InferredValues: Sendable {
    /// Nodes that the server has changed so far, and nodes whose value is known already.
    private var changed: Set<NodeID> = []
    private var known: Set<NodeID> = []
    /// More nodes than these are not told apart in a long capture; none is inferred beyond.
    private static let most = 100_000

    /// Goes through a session before it is played.
    /// - Returns: what is to be put into the tree.
    mutating func values(in turns: [ReadTurn], on blueprint: Blueprint) -> [(address: NodeAddress, value: NodeValue)] {
        var values: [(address: NodeAddress, value: NodeValue)] = []
        for turn in turns {
            for command in turn.asked.commands.inDocumentOrder { note(command, blueprint) }
            guard known.count + changed.count < Self.most else { return values }
            for command in turn.answer?.commands ?? [] {
                guard case .results(let results) = command else { continue }
                for item in results.items {
                    if let found = value(item, results.meta, blueprint) { values.append(found) }
                }
            }
        }
        return values
    }

    /// Notes what a command may change: an Exec whatever stands beside its node.
    private mutating func note(_ command: Command, _ blueprint: Blueprint) {
        guard case .access(let access) = command, access.verb != .get else { return }
        for item in access.items {
            guard let address = item.target.flatMap({ try? blueprint.address($0) }) else { continue }
            let uri = address.uri
            changed.insert(access.verb == .exec ? NodeID(uri.ancestor(depth: max(uri.depth - 1, 0))) : address.id)
        }
    }

    private mutating func value(
        _ item: Item, _ inherited: Meta?, _ blueprint: Blueprint
    ) -> (address: NodeAddress, value: NodeValue)? {
        guard let source = item.source, let text = item.data?.text, !item.hasMoreData,
            let address = try? blueprint.address(source), address.uri.query == nil, !address.description.isInterior,
            !isChanged(address), known.insert(address.id).inserted
        else { return nil }
        let format = address.description.format
        let type = item.meta?.type ?? inherited?.type
        let content = format == .bin ? NodeValue.Content(base64: text) ?? .text(text) : .text(text)
        return (
            address, NodeValue(format: format, type: type == "text/plain" || type == "" ? nil : type, content: content)
        )
    }

    private func isChanged(_ address: NodeAddress) -> Bool {
        (0...address.uri.depth).contains { changed.contains(NodeID(address.uri.ancestor(depth: $0))) }
    }
}

extension Phone {
    /// The phone with these values in its tree.
    func holding(_ values: [(address: NodeAddress, value: NodeValue)]) -> Phone {
        guard !values.isEmpty else { return self }
        var tree = tree
        for (address, value) in values { tree.set(value, at: address.uri) }
        return with(tree)
    }
}
