import ManagementTree
package import SimulatedPhone
import Synchronization

/// Whom to ask about the nodes of one kind of phone: what an address is, or what was meant by it, and which nodes there are
/// for some words.
///
/// Only a search, and an address whose name has to be looked for in other CSPs, reads all descriptions; then once.
package final class Adviser: Sendable {
    package let blueprint: Blueprint
    /// Names taken apart, for all addresses that are judged.
    let names = NameTable()
    private let indexed = Mutex<NodeIndex?>(nil)

    package init(_ blueprint: Blueprint) {
        self.blueprint = blueprint
    }

    /// Every described node.
    var index: NodeIndex {
        indexed.withLock { indexed in
            if let indexed { return indexed }
            let made = NodeIndex(blueprint.schema)
            indexed = made
            return made
        }
    }

    /// What is to be said of an address as somebody typed it.
    /// - Parameter purpose: what a command wants of it; nil where nobody knows.
    package func address(_ text: String, on phone: Phone, for purpose: AddressPurpose? = nil) -> AddressAdvice {
        AddressJudge(text, self, phone, purpose).advice
    }

    /// What is known of the node of an address.
    /// - Parameter depth: how many levels of children are listed.
    /// - Returns: nil where no description knows it.
    package func node(
        _ address: String, in phone: Phone, _ environment: PhoneEnvironment, depth: Int = 1
    ) -> NodeAdvice? {
        guard let uri = try? NodeURI(parsing: address), let way = blueprint.schema.way(of: uri.names, in: uri.scope)
        else { return nil }
        return NodeAdvice(uri, way, on: phone, environment, depth: depth)
    }

    /// The nodes whose name, address or description have all the words, the best first.
    package func search(_ words: [String]) -> [NodeHit] {
        index.search(words)
    }
}
