import ManagementTree

extension Phone {
    /// One property of a node (OMA-TS-DM_TND-V1_2_1 section 7).
    ///
    /// Inferred: the phone keeps Format, Name, Size and Type. Microsoft's pages do not mention `?prop=`, MS-MDM 3.1.7.1 says
    /// that there is no ACL, and Title, TStamp and VerNo are optional in OMA-DM: they are 406.
    func property(
        _ name: String, of node: NodeLocation, _ environment: PhoneEnvironment
    ) throws(Refusal) -> FoundNode {
        try checkGet(node)
        let text: String
        switch name {
        case "Name": text = node.name?.text ?? "."
        case "Format": text = node.description.format.rawValue
        case "Type": text = try type(of: node, environment)
        case "Size":
            guard !node.description.isInterior else {
                throw Refusal(.unknownProperty, "\(node.uri)?prop=Size: an interior node has no size")
            }
            text = String(try peek(at: node, environment).size)
        default:
            throw Refusal(
                .unknownProperty, "\(node.uri)?prop=\(name): Format, Name, Size and Type are supported")
        }
        return FoundNode(format: .chr, content: .text(text))
    }

    private func type(of node: NodeLocation, _ environment: PhoneEnvironment) throws(Refusal) -> String {
        guard !node.description.isInterior else { return node.description.type ?? "" }
        return try peek(at: node, environment).type ?? "text/plain"
    }

    /// The value of a leaf for who does not hand it out: what a read uses up, such as the new PIN, stays.
    func peek(at node: NodeLocation, _ environment: PhoneEnvironment) throws(Refusal) -> NodeValue {
        var copy = self
        return try copy.value(of: node, environment)
    }

    /// Changes a property. Only the name may be changed, and only of a node that is not permanent (TND 7.7.3).
    mutating func replaceProperty(
        _ name: String, of node: NodeLocation, _ value: IncomingValue, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation {
        switch name {
        case "Name": return try rename(node, to: value.text ?? "", environment)
        case "Format", "Size", "Type":
            throw Refusal(.propertyNotAllowed, "\(node.uri)?prop=\(name) follows from the node and cannot be set")
        default:
            throw Refusal(.unknownProperty, "\(node.uri)?prop=\(name): the property is not supported")
        }
    }

    private mutating func rename(
        _ node: NodeLocation, to text: String, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation {
        guard node.isPresent, node.uri.depth > 0 else { throw Refusal(.missing, "\(node.uri) is not there") }
        guard node.description.name == nil,
            node.isStored || provider(of: node.description)?.keeps(node, in: self) == true,
            node.description.access.contains(.delete)
        else {
            throw Refusal(.permanent, "\(node.uri): its name is fixed")
        }
        guard !text.isEmpty, !text.contains("/"), text != "*", text != ".", text != "..",
            text.utf8.count <= NodeURI.maximumNameBytes
        else {
            let most = NodeURI.maximumNameBytes
            throw Refusal(
                .valueRefused, "'\(text.prefix(40))' is no name of a node: not empty, not *, without /, \(most) bytes")
        }
        let name = NodeName(text)
        let target = try locate(node.uri.ancestor(depth: node.uri.depth - 1).appending(name))
        // A name that a description gives is taken, whether its node is there or not.
        if node.name != name, target.isPresent || target.description.name != nil {
            throw Refusal(.exists, "\(target.uri) is there already, or its name is another node's")
        }
        return try change(node, .renamed(name), environment)
    }
}
