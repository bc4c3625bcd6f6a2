package import ManagementTree
import SimulatedPhone

/// The configuration service provider that a node belongs to, and where Microsoft describes it.
package struct CSPAdvice: Encodable, Equatable, Sendable {
    /// Empty for a node that only leads to others.
    package var name: String
    /// What it is for, in a few words.
    package var purpose: String?
    /// The page of Microsoft's that describes it; for a CSP of somebody else that its DDF file does.
    package var document: String?
    /// Which platforms have it; empty where that is not known.
    package var platforms: [Platform]

    init(of way: [NodeDescription]) {
        let name = Self.name(of: way)
        self.name = name
        purpose = Self.purpose(of: name)
        document =
            name.isEmpty ? nil : purpose.map { _ in Self.document(of: name) } ?? "a DDF file that was given (--ddf)"
        platforms = CSPCatalogue.platforms(of: name)
    }

    /// The name of the CSP that the nodes of a way belong to; empty where they only lead on.
    static func name(of way: [NodeDescription]) -> String {
        if let owner = way.lazy.compactMap(\.owner).first { return ConfigurationServiceProvider.all[owner].name }
        return way.first { !$0.isWay }?.name?.text ?? ""
    }

    /// How many names lead to the CSP's top node.
    static func depth(of way: [NodeDescription]) -> Int {
        (way.firstIndex { !$0.isWay } ?? way.count) + 1
    }

    static func purpose(of name: String) -> String? { purposes[name] }

    /// Microsoft, *Configuration service provider reference*: each CSP has a page of its name.
    private static func document(of name: String) -> String {
        let page =
            switch name {
            case "Policy": "policy-configuration-service-provider"
            default: name.lowercased().replacing("_", with: "-") + "-csp"
            }
        return "Microsoft, \(name) CSP (\(page))"
    }
}
