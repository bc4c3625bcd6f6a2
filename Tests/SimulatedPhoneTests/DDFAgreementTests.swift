import EmbeddedDDF
import ManagementTree
import SimulatedPhone
import Testing

/// What two descriptions of one node must agree in.
private struct NodeFacts: Equatable, CustomStringConvertible {
    var access: AccessTypes
    var format: NodeFormat
    var occurrence: Occurrence
    var isPermanent: Bool
    var defaultValue: String?
    var type: String?

    init(_ node: NodeDescription) {
        access = node.access
        format = node.format
        occurrence = node.occurrence
        isPermanent = node.isPermanent
        defaultValue = node.defaultValue
        type = node.type
    }

    var description: String {
        let verbs = AccessTypes.names.filter { access.contains($0.access) }.compactMap { $0.name.first }
        return "\(String(verbs)) \(format) \(occurrence) \(isPermanent ? "permanent" : "dynamic") "
            + "default \(defaultValue ?? "none"), type \(type ?? "none")"
    }

    /// Every node of a file by its address; names that are chosen later are numbered braces.
    /// - Parameter build: what later builds brought is left out.
    static func all(_ tops: [DDFReader.TopNode], upTo build: Int = 15063) -> [String: NodeFacts] {
        var facts: [String: NodeFacts] = [:]
        for top in tops {
            let place = ["./\(top.scope == .user ? "User" : "Device")"] + top.parent.map(\.text)
            collect(top.description, upTo: build, at: place.joined(separator: "/"), place: 0, into: &facts)
        }
        return facts
    }

    private static func collect(
        _ node: NodeDescription, upTo build: Int, at parent: String, place: Int, into facts: inout [String: NodeFacts]
    ) {
        let builds = node.applicability.builds
        guard builds.isEmpty || builds.contains(where: { $0.build <= build }) else { return }
        let uri = "\(parent)/\(node.name?.text ?? "{\(place)}")"
        facts[uri] = NodeFacts(node)
        var unnamed = 0
        for child in node.children {
            collect(child, upTo: build, at: uri, place: unnamed, into: &facts)
            if child.name == nil { unnamed += 1 }
        }
    }
}

/// Where it is said what a version has: lists of facts in the project, and the files themselves where they lie beside it.
private enum Publication: String, CustomTestStringConvertible {
    case facts
    case files

    /// Those that are at hand for a CSP. Of one that a page describes and no file there are the project's facts alone.
    static func all(of name: String) -> [Publication] { SharedFolder.hasDDF(name) ? [.facts, .files] : [.facts] }

    var testDescription: String { rawValue }

    /// What is said of each node of a file, by its address.
    func nodes(of name: String, upTo build: Int = 15063) throws -> [String: String] {
        switch self {
        case .facts: return try SharedFolder.facts(name)
        case .files:
            // The place of SUPL ends with a slash.
            let text = String(decoding: try SharedFolder.ddf(name), as: UTF8.self).replacing(
                "/</Path>", with: "</Path>")
            let tops = try DDFReader.read(Array(text.utf8), file: "shared \(name).xml")
            return NodeFacts.all(tops, upTo: build).mapValues(\.description)
        }
    }
}

@Suite("The built-in DDF files against those of version 1703")
struct DDFAgreementTests {
    private static let names = ConfigurationServiceProvider.all.map(\.name)

    private func own(_ name: String, upTo build: Int = 15063) throws -> [String: String] {
        let csp = try #require(ConfigurationServiceProvider.all.first { $0.name == name })
        return try NodeFacts.all(csp.descriptions(), upTo: build).mapValues(\.description)
    }

    @Test(
        "Every node agrees in address, access, format, occurrence, scope, default and type",
        arguments: names.flatMap { name in Publication.all(of: name).map { ($0, name) } })
    private func agrees(_ publication: Publication, _ name: String) throws {
        let ours = try own(name)
        let theirs = try publication.nodes(of: name)
        let deviations = DDFDeviation.all(of: name)
        #expect(ours.count > 1)
        for uri in Set(ours.keys).union(theirs.keys).sorted() where !deviations.contains(where: { $0.covers(uri) }) {
            let (own, published) = (ours[uri], theirs[uri])
            #expect(own == published, "\(uri)")
        }
    }

    @Test(
        "Policy has the policies of version 1709 too, which took one default away and counted its own version up",
        arguments: Publication.all(of: "1709/Policy"))
    private func policiesOf1709(_ publication: Publication) throws {
        let ours = try own("Policy", upTo: 16299)
        #expect(ours.keys.count { $0.contains("/Policy/Result/") && $0.split(separator: "/").count == 8 } == 1125)
        let later = try publication.nodes(of: "1709/Policy", upTo: 16299)
        // The facts of 1709 are what it added and changed.
        let theirs = publication == .facts ? try publication.nodes(of: "Policy").merging(later) { $1 } : later
        let differing = Set(ours.keys).union(theirs.keys).filter { ours[$0] != theirs[$0] }
        let policy = "Vendor/MSFT/Policy"
        let changed = "./User/\(policy)/Result/EnterpriseCloudPrint/CloudPrintOAuthClientId"
        let several = DDFDeviation.all(of: "Policy").map(\.node).filter { $0.contains("/ADMXInstall/") }
        #expect(differing == Set(["./Device/\(policy)", "./User/\(policy)", changed] + several))
    }

    @Test(
        "What is listed as a deviation is one", arguments: names.filter { !DDFDeviation.all(of: $0).isEmpty })
    private func deviates(_ name: String) throws {
        let deviations = DDFDeviation.all(of: name)
        let ours = try own(name)
        let theirs = try Publication.facts.nodes(of: name)
        for deviation in deviations {
            #expect(!deviation.reason.isEmpty)
            #expect(
                ours.filter { deviation.covers($0.key) } != theirs.filter { deviation.covers($0.key) },
                "\(deviation.node)")
        }
    }
}

@Suite("The built-in DDF files")
struct BuiltInDDFTests {
    @Test("Every file is read without an error", arguments: BuiltInDDF.names)
    func read(_ name: String) throws {
        let tops = try DDFReader.read(BuiltInDDF.bytes(of: name), file: "\(name).xml")
        #expect(tops.allSatisfy { $0.description.name == NodeName(name) })
    }

    @Test("The files are those of the providers in the one list, and no others")
    func names() {
        #expect(BuiltInDDF.names.sorted() == ConfigurationServiceProvider.all.map(\.name).sorted())
        #expect(BuiltInDDF.bytes(of: "NoSuchCSP").isEmpty)
        #expect(BuiltInDDF.bytes(of: "").isEmpty)
    }

    @Test(
        "Every provider is found by the schema in its scopes and no other",
        arguments: ConfigurationServiceProvider.all.map(\.name))
    func found(_ name: String) throws {
        let index = try #require(ConfigurationServiceProvider.all.firstIndex { $0.name == name })
        let provider = ConfigurationServiceProvider.all[index]
        let schema = try Blueprint(profile: .lumia950).schema
        for scope in NodeScope.allCases {
            var description: NodeDescription? = schema.root(of: scope)
            for name in provider.parent + [NodeName(name)] { description = description?.child(named: name) }
            #expect((description != nil) == provider.scopes.contains(scope), "\(scope)")
            guard let description else { continue }
            #expect(description.owner == index)
            #expect(!description.children.isEmpty)
        }
    }
}
