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
    static func all(_ bytes: [UInt8], file: String) throws -> [String: NodeFacts] {
        var facts: [String: NodeFacts] = [:]
        for top in try DDFReader.read(bytes, file: file) {
            let place = ["./\(top.scope == .user ? "User" : "Device")"] + top.parent.map(\.text)
            collect(top.description, at: place.joined(separator: "/"), place: 0, into: &facts)
        }
        return facts
    }

    private static func collect(
        _ node: NodeDescription, at parent: String, place: Int, into facts: inout [String: NodeFacts]
    ) {
        let uri = "\(parent)/\(node.name?.text ?? "{\(place)}")"
        facts[uri] = NodeFacts(node)
        var unnamed = 0
        for child in node.children {
            collect(child, at: uri, place: unnamed, into: &facts)
            if child.name == nil { unnamed += 1 }
        }
    }
}

/// A node in which our file differs on purpose, and all below it where that is said.
private struct Deviation {
    var node: String
    var reason: String
    var isWhole = false
}

/// Where it is said what version 1703 has: lists of facts in the project, and the files themselves where they lie beside it.
private enum Publication: String, CaseIterable, CustomTestStringConvertible {
    case facts
    case files

    static var atHand: [Publication] { SharedFolder.isThere ? allCases : [.facts] }

    var testDescription: String { rawValue }

    /// What is said of each node of a file, by its address. The list of Policy has the nodes that we have, and all of the
    /// area DeviceLock.
    func nodes(of name: String) throws -> [String: String] {
        switch self {
        case .facts: try SharedFolder.facts(name)
        case .files:
            try NodeFacts.all(SharedFolder.ddf(name), file: "shared \(name).xml").mapValues(\.description)
        }
    }
}

@Suite("The built-in DDF files against those of version 1703")
struct DDFAgreementTests {
    private static let roots = "Vendor/MSFT/RootCATrustedCertificates"
    private static let renewal = "./Device/Vendor/MSFT/CertificateStore/MY/WSTEP"

    private static let deviations: [Deviation] =
        ["Root", "CA", "TrustedPublisher", "TrustedPeople"].map {
            Deviation(node: "./Device/\(roots)/\($0)/{0}", reason: "the page's file admits Add of the node as well")
        } + [
            Deviation(node: "./User/\(roots)", reason: "the page has the user's stores, but no roots", isWhole: true),
            Deviation(
                node: "./User/Vendor/MSFT/ClientCertificateInstall", reason: "the page has the user's certificates too",
                isWhole: true),
            Deviation(node: "\(renewal)/CertThumbprint", reason: "the page's spelling"),
            Deviation(node: "\(renewal)/Renew/RenewalPeriod", reason: "the page's spelling"),
            Deviation(
                node: "\(renewal)/Renew/RetryAfterExpiryInterval",
                reason:
                    "the file has an access type that is none, and null for a number; the page has Add, Get and Replace"
            ),
            Deviation(node: "./Device/Vendor/MSFT/Root", reason: "a slip of the file for the device's RemoteRing"),
            Deviation(node: "./Device/Vendor/MSFT/RemoteRing", reason: "the page executes it there"),
            Deviation(node: "./Device/Vendor/MSFT/RemoteRing/Ring", reason: "the page executes it there"),
            Deviation(node: "./User/Vendor/MSFT/RemoteRing/Ring", reason: "the file forgets Exec, its text does not"),
        ]
        + ["NodeURI", "ExpectedValue", "AutoSetExpectedValue"].flatMap { leaf in
            ["Device", "User"].map {
                Deviation(
                    node: "./\($0)/Vendor/MSFT/NodeCache/{0}/Nodes/{0}/\(leaf)",
                    reason: "the page's samples replace it")
            }
        }

    private func own(_ name: String) throws -> [String: String] {
        try NodeFacts.all(BuiltInDDF.bytes(of: name), file: "built-in \(name).xml").mapValues(\.description)
    }

    @Test(
        "Every node agrees in address, access, format, occurrence, scope, default and type",
        arguments: Publication.atHand,
        ConfigurationServiceProvider.all.map(\.name).filter { $0 != "Policy" })
    private func agrees(_ publication: Publication, _ name: String) throws {
        let ours = try own(name)
        let theirs = try publication.nodes(of: name)
        #expect(ours.count > 3)
        for uri in Set(ours.keys).union(theirs.keys).sorted() where !isKnown(uri) {
            let (own, published) = (ours[uri], theirs[uri])
            #expect(own == published, "\(uri)")
        }
    }

    @Test("Every node of our Policy agrees", arguments: Publication.atHand)
    private func policyAgrees(_ publication: Publication) throws {
        let ours = try own("Policy")
        let theirs = try publication.nodes(of: "Policy")
        #expect(ours.count > 300)
        for uri in ours.keys.sorted() where !isKnown(uri) {
            let (own, published) = (ours[uri], theirs[uri])
            #expect(own == published, "\(uri)")
        }
    }

    @Test("The area DeviceLock of Policy is complete", arguments: Publication.atHand)
    private func deviceLockIsComplete(_ publication: Publication) throws {
        let ours = try own("Policy")
        let area = try publication.nodes(of: "Policy").keys.filter { $0.contains("/DeviceLock") }
        #expect(area.count > 20)
        for uri in area { #expect(ours[uri] != nil, "\(uri)") }
    }

    private func isKnown(_ uri: String) -> Bool {
        Self.deviations.contains { $0.node == uri || ($0.isWhole && uri.hasPrefix($0.node + "/")) }
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
