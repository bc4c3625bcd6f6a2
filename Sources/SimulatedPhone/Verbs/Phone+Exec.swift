package import ManagementTree

extension Phone {
    /// Executes a node (OMA-TS-DM_RepPro-V1_2_1 section 6.6.6); what that does is its provider's affair.
    package mutating func exec(
        _ address: NodeAddress, argument: String?, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation {
        let before = tree
        do {
            try makeExecutable(address, environment)
            let node = try executable(address)
            if let situation = try provider(of: node.description)?
                .execute(node, argument: argument, in: &self, environment)
            {
                return situation
            }
        } catch {
            tree = before
            throw error
        }
        // Nothing stands behind the node but a DDF file: whoever watches is told that it was executed.
        effects.append(.executed(address.uri.description))
        return .done
    }

    /// Inferred: an Exec makes a node that is missing where its description admits Add as well. Of Microsoft's CSPs that is
    /// the installing of apps, which the pages execute with and without having added it.
    private mutating func makeExecutable(
        _ address: NodeAddress, _ environment: PhoneEnvironment
    ) throws(Refusal) {
        guard address.uri.query == nil, address.description.access.isSuperset(of: [.add, .exec]) else { return }
        let node = try locate(address)
        if !node.isPresent { _ = try create(node, IncomingValue(text: ""), environment) }
    }

    /// What must come from outside before an Exec can be answered; nil where nothing must.
    package func need(toExec address: NodeAddress) -> OutsideNeed? {
        guard let node = try? executable(address) else { return nil }
        return provider(of: node.description)?.need(toExecute: node, in: self)
    }

    private func executable(_ address: NodeAddress) throws(Refusal) -> NodeLocation {
        let uri = address.uri
        try refuseQuery(uri)
        let node = try locate(address)
        guard uri.depth > 0 else { throw Refusal(.root, "the root cannot be executed") }
        guard node.isPresent else { throw Refusal(.missing, "\(uri) is not there") }
        guard node.description.access.contains(.exec) else {
            throw Refusal(.accessDenied, "\(uri): its description does not admit Exec")
        }
        return node
    }

    /// Refuses a query where the verb has none.
    func refuseQuery(_ uri: NodeURI) throws(Refusal) {
        switch uri.query {
        case nil: return
        case .property(let name):
            throw Refusal(.propertyNotAllowed, "\(uri)?prop=\(name): the verb does not work on properties")
        case .list(let kind):
            throw Refusal(.listNotAllowed, "\(uri)?list=\(kind): only a Get asks for a list")
        }
    }
}
