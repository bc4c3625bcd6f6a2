import EmbeddedDDF
package import ManagementTree
import Notation

/// The policies of the Policy CSP: a line each of `Policy.tsv`, which says once what a DDF file says twice, for the node
/// below Config and for the one below Result. The head of the table says what its columns hold.
package enum PolicyTable {
    /// What is below Config and Result in a scope, to be laid upon what the DDF file says of these.
    static func description(in scope: NodeScope, owner: Int?) -> NodeDescription {
        description(of: rows.filter { $0.scopes.contains(scope) }, owner: owner)
    }

    /// The same for some policies of a scope, those of an area together.
    /// - Parameter areas: what areas are, where their names do not say it.
    static func description(of rows: [Row], owner: Int?, areas: [NodeName: String] = [:]) -> NodeDescription {
        NodeDescription(
            name: "Policy", isWay: true,
            children: [
                branch("Config", rows, owner, areas) { $0.wish(at: $1, owner) },
                branch("Result", rows, owner, areas) { $0.outcome(at: $1, owner) },
            ])
    }

    /// Every row, in the table's order.
    static var rows: [Row] {
        BuiltInDDF.policies.split(separator: UInt8(ascii: "\n")).compactMap { line in
            line.first == UInt8(ascii: "#") ? nil : Row(line)
        }
    }

    /// Before which version a policy was there, where the table gives none that brought it; nil for any other address.
    package static func origin(of uri: NodeURI) -> String? {
        guard isPolicy(uri) else { return nil }
        let row = rows.first { row in
            row.scopes.contains(uri.scope) && NodeName(row.area) == uri.names[4] && NodeName(row.policy) == uri.names[5]
        }
        return row?.applicability.builds.isEmpty == true ? "before 1607" : nil
    }

    /// The node that tells what is in force where a policy is set: its description has the default, in Microsoft's files
    /// too; nil for any other address.
    package static func outcome(of uri: NodeURI, in schema: Schema) -> NodeDescription? {
        guard isPolicy(uri), uri.names[3] == "Config" else { return nil }
        return schema.way(of: uri.names[..<3] + ["Result"] + uri.names[4...], in: uri.scope)?.last
    }

    private static func isPolicy(_ uri: NodeURI) -> Bool {
        uri.depth == 6 && uri.names[0] == "Vendor" && uri.names[1] == "MSFT" && uri.names[2] == "Policy"
    }

    private static func branch(
        _ name: NodeName, _ rows: [Row], _ owner: Int?, _ texts: [NodeName: String],
        leaf: (Row, String) -> NodeDescription
    ) -> NodeDescription {
        let areas = rows.chunked { $0.area }.map { area in
            let areaName = NodeName(area[0].area)
            return NodeDescription(
                name: areaName, place: "\(name)/\(area[0].area)", text: texts[areaName],
                access: name == "Config" ? [.add, .delete, .get] : .get,
                occurrence: name == "Config" ? .zeroOrOne : .one, isPermanent: name != "Config",
                applicability: shared(area.map(\.applicability)),
                children: area.map { leaf($0, "\(name)/\($0.area)/\($0.policy)") }, owner: owner)
        }
        return NodeDescription(name: name, isWay: true, children: areas)
    }

    /// What is true of all policies of an area is true of the area.
    private static func shared(_ all: [Applicability]) -> Applicability {
        all.dropFirst().reduce(into: all[0]) { shared, next in
            if shared.builds != next.builds { shared.builds = [] }
            if shared.editions != next.editions { shared.editions = [] }
            if shared.excludedPlatforms != next.excludedPlatforms { shared.excludedPlatforms = [] }
        }
    }
}

extension Array {
    /// Neighbours of the same key, together.
    fileprivate func chunked<Key: Equatable>(by key: (Element) -> Key) -> [[Element]] {
        reduce(into: []) { chunks, element in
            if let last = chunks.last?.last, key(last) == key(element) {
                chunks[chunks.count - 1].append(element)
            } else {
                chunks.append([element])
            }
        }
    }
}
