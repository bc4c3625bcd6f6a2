import ManagementTree
import Notation
import XML

/// NodeCache: a server has the phone say which of the nodes that it knows have changed (Microsoft, *NodeCache CSP*;
/// csp.md 10.4).
///
/// Inferred: what has changed is found when it is asked for. The page compares at the beginning of a session, and has the
/// server ask then.
struct NodeCacheProvider: Provider {
    private static let watched = "*/Nodes/*"

    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        parent.place == "*" ? ["ChangedNodes", "ChangedNodesData"] : []
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        switch node.place {
        case "*/ChangedNodes":
            node.value(try changes(node, in: &phone, environment).map(\.name).joined(separator: ","))
        case "*/ChangedNodesData": node.value(Self.data(of: try changes(node, in: &phone, environment)))
        default: nil
        }
    }

    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        let name: NodeName? =
            switch change {
            case .renamed(let name): name
            default: node.openNames.dropFirst().first
            }
        if node.place.hasPrefix(Self.watched), let name, name.text.contains(",") {
            throw Refusal(
                .valueRefused,
                "\(node.uri): the name of a watched node has no comma, which ChangedNodes has between them")
        }
        switch node.place {
        case Self.watched + "/NodeURI":
            guard let text = change.value?.text.trimmed else { return }
            do {
                _ = try NodeURI(parsing: text)
            } catch {
                throw Refusal(.valueRefused, "\(node.uri): '\(text.prefix(80))' is no address of a node: \(error)")
            }
        case Self.watched + "/AutoSetExpectedValue":
            guard change != .deleted, Self.address(in: watchedNode(node, phone)) == nil else { return }
            throw Refusal(.failed, "\(node.uri): there is no NodeURI yet whose value could be taken")
        default: break
        }
    }

    /// AutoSetExpectedValue: the present value is the expected one from now on.
    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        guard node.place == Self.watched + "/AutoSetExpectedValue", change != .deleted,
            let address = Self.address(in: watchedNode(node, phone))
        else { return .done }
        var observation = NodeObservation(phone, environment)
        guard let expected = try? observation.expectation(at: address) else { return .tooLarge }
        phone.comparedNodes = observation.visited
        phone.tree.set(expected, at: node.uri.ancestor(depth: node.uri.depth - 1).appending("ExpectedValue"))
        return .done
    }

    // MARK: - Changes

    /// A watched node whose value is not the expected one.
    private struct Change {
        var name: String
        /// Empty where there is none.
        var address: String
        /// As a Get tells it; empty where there is no node.
        var value: String
    }

    /// - Parameter node: a leaf of a server's cache.
    private func changes(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> [Change] {
        let nodes = phone.tree.node(NodeID(node.uri.ancestor(depth: node.uri.depth - 1)))?.child("Nodes")
        var observation = NodeObservation(phone, environment)
        defer { phone.comparedNodes = observation.visited }
        var changes: [Change] = []
        for watched in nodes?.children ?? [] {
            let address = Self.address(in: watched)
            // One without an address counts as changed, always.
            guard let address else {
                changes.append(Change(name: watched.name, address: "", value: ""))
                continue
            }
            let (isExpected, value) = try observation.compare(address, with: watched.child("ExpectedValue")?.value)
            if !isExpected { changes.append(Change(name: watched.name, address: address, value: value)) }
        }
        return changes
    }

    private func watchedNode(_ node: NodeLocation, _ phone: Phone) -> TreeNode? {
        phone.tree.node(NodeID(node.uri.ancestor(depth: node.uri.depth - 1)))
    }

    private static func address(in watched: TreeNode?) -> String? {
        let text = watched?.child("NodeURI")?.value?.text.trimmed ?? ""
        return text.isEmpty ? nil : text
    }

    private static func data(of changes: [Change]) -> String {
        var writer = XMLWriter()
        writer.open("Nodes")
        for change in changes {
            writer.raw("<Node Id=\"")
            writer.attributeValue(change.name)
            writer.raw("\" Uri=\"")
            writer.attributeValue(change.address)
            writer.raw("\">")
            writer.text(change.value)
            writer.raw("</Node>")
        }
        writer.close("Nodes")
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}
