import Foundation
import ManagementTree
import SimulatedPhone
import Testing

/// The nodes that version 1709 added: in our files, in the project's facts, and in Microsoft's files where they lie beside it.
@Suite("The built-in DDF files against those of version 1709")
struct LaterVersionTests {
    /// The CSPs to which version 1709 added nodes: those with facts of that version. (`DDFAgreementTests` has Policy, which
    /// is a table of its own.)
    static let names = ConfigurationServiceProvider.all.map(\.name).filter {
        $0 != "Policy" && (try? SharedFolder.facts("1709/\($0)")) != nil
    }

    @Test("There are such CSPs")
    func some() {
        #expect(Self.names.contains("DMClient") && Self.names.count > 2)
    }

    private typealias Top = (scope: NodeScope, parent: [NodeName], description: NodeDescription)

    /// What a description says of each node, by its address; names that are chosen later are numbered braces.
    private static func nodes(
        _ tops: [Top], where isMeant: (NodeDescription) -> Bool = { _ in true }
    ) -> [String: String] {
        var nodes: [String: String] = [:]
        func collect(_ node: NodeDescription, at parent: String, _ number: Int) {
            let uri = "\(parent)/\(node.name?.text ?? "{\(number)}")"
            if isMeant(node) { nodes[uri] = said(of: node) }
            var unnamed = 0
            for child in node.children {
                collect(child, at: uri, unnamed)
                if child.name == nil { unnamed += 1 }
            }
        }
        for top in tops {
            let place = ["./\(top.scope == .user ? "User" : "Device")"] + top.parent.map(\.text)
            collect(top.description, at: place.joined(separator: "/"), 0)
        }
        return nodes
    }

    private static func said(of node: NodeDescription) -> String {
        let verbs = AccessTypes.names.filter { node.access.contains($0.access) }.compactMap { $0.name.first }
        return "\(String(verbs)) \(node.format) \(node.occurrence) \(node.isPermanent ? "permanent" : "dynamic") "
            + "default \(node.defaultValue ?? "none"), type \(node.type ?? "none")"
    }

    /// Our nodes that are on 1709 and not on 1703.
    private static func own(_ name: String) throws -> [String: String] {
        let csp = try #require(ConfigurationServiceProvider.all.first { $0.name == name })
        let schema = try Blueprint(profile: .lumia950).schema
        let tops = csp.scopes.compactMap { scope -> Top? in
            var description: NodeDescription? = schema.root(of: scope)
            for name in csp.parent + [NodeName(name)] { description = description?.child(named: name) }
            return description.map { (scope, csp.parent, $0) }
        }
        return nodes(tops) { node in
            let builds = node.applicability.builds
            return !builds.isEmpty && builds.allSatisfy { $0.build == 16299 }
        }
    }

    @Test(
        "Our later nodes are those of the facts, and those that the published files added",
        arguments: names.flatMap { name in (SharedFolder.isThere ? [false, true] : [false]).map { (name, $0) } })
    func added(_ name: String, isPublished: Bool) throws {
        let own = try Self.own(name)
        #expect(!own.isEmpty)
        guard isPublished else {
            #expect(own == (try SharedFolder.facts("1709/\(name)")))
            return
        }
        let before = try Self.published(name)
        #expect(own == (try Self.published("1709/\(name)").filter { before[$0.key] == nil }))
    }

    private static func published(_ file: String) throws -> [String: String] {
        nodes(try DDFReader.read(SharedFolder.ddf(file), file: file).map { ($0.scope, $0.parent, $0.description) })
    }

    /// A device, and whether it has what 1709 added.
    static let devices: [(build: String, hasThem: Bool)] = [
        ("10.0.14393.1066", false), ("10.0.15063.2000", false), ("10.0.15254.1", true), ("10.0.16299.15", true),
    ]

    @Test("A phone of 1709 has them, and one of 1703 says which build brought them", arguments: devices)
    func there(_ row: (build: String, hasThem: Bool)) throws {
        var profile = PhoneProfile.lumia950
        profile.build = row.build
        let blueprint = try Blueprint(profile: profile)
        for name in Self.names {
            for uri in try Self.own(name).keys where !uri.contains("{") {
                let obstacle = obstacle(of: uri, blueprint)
                #expect((obstacle == nil) == row.hasThem, "\(uri)")
                if let obstacle { #expect(obstacle.contains("10.0.16299"), "\(uri)") }
            }
        }
    }

    private func obstacle(of uri: String, _ blueprint: Blueprint) -> String? {
        guard let address = try? NodeURI(parsing: uri) else { return "no address" }
        var description: NodeDescription? = blueprint.schema.root(of: address.scope)
        for name in address.names {
            description = description?.child(named: name)
            guard let description else { return "not described" }
            if let obstacle = description.applicability.obstacle(on: blueprint.traits) { return obstacle }
        }
        return nil
    }
}
