package import ManagementTree
import Notation
import XML

/// An ADMX file: the policies of an app, as far as a device has to know them (Microsoft, *Group Policy ADMX Syntax
/// Reference Guide*). What people read of them is in files of their languages, which no server sends.
package struct ADMXFile: Equatable, Sendable {
    /// In the file's order.
    package var policies: [ADMXPolicy]

    /// Reads a file, and refuses one with a policy that an app's file may not bring.
    package static func read(_ text: String) throws(ADMXError) -> ADMXFile {
        let root: XMLElement
        do {
            // Blanks before the XML declaration, as servers write them, are no XML.
            root = try XMLElement.read(Array(text.trimmed.utf8))
        } catch {
            throw ADMXError(.notWellFormed, "the file is not well-formed XML: \(error.message)", at: error.place)
        }
        guard root.name == "policyDefinitions" else {
            throw ADMXError(
                .wrongRoot, "an ADMX file is a document policyDefinitions, and this is \(root.name)", at: root.place)
        }
        let categories = try ADMXCategories(root)
        var policies: [ADMXPolicy] = []
        for element in root.first("policies")?.all("policy") ?? [] {
            policies.append(try ADMXPolicy(element, in: categories))
        }
        return ADMXFile(policies: policies)
    }
}

/// One policy of an ADMX file.
package struct ADMXPolicy: Equatable, Sendable {
    package var name: String
    /// Where it can be set: its class.
    package var scopes: [NodeScope]
    /// The names of its categories, from the outermost inwards.
    package var categories: [String]
    /// What its value has data for.
    package let elements: [ADMXElement]
    /// The same by their ids, of two with one id the first: a policy may have thousands, and each value is compared with them.
    let elementsByID: [String: ADMXElement]
    /// The ids of those that it cannot do without.
    let required: [String]

    init(_ element: XMLElement, in categories: ADMXCategories) throws(ADMXError) {
        guard let name = element.attribute("name"), !name.isEmpty else {
            throw ADMXError(.nameless, "a <policy> has no name; give it one", at: element.place)
        }
        guard let scopes = Self.scopes[element.attribute("class") ?? ""] else {
            throw ADMXError(.unknownClass, "the policy \(name) needs a class: User, Machine or Both", at: element.place)
        }
        if let key = PolicyKeys.closedKey(in: element) {
            throw ADMXError(
                .closedKey,
                "the policy \(name) writes to \(VisibleText.quoted(key)), and Windows keeps System, Software\\Microsoft "
                    + "and Software\\Policies\\Microsoft, but for some keys, from the ADMX files of apps",
                at: element.place)
        }
        self.name = name
        self.scopes = scopes
        self.categories = try categories.path(to: element, named: name)
        elements = element.first("elements")?.elements.compactMap { ADMXElement($0) } ?? []
        elementsByID = Dictionary(elements.map { ($0.id, $0) }) { first, _ in first }
        required = elements.filter(\.isRequired).map(\.id)
    }

    private static let scopes: [String: [NodeScope]] = [
        "User": [.user], "Machine": [.device], "Both": [.device, .user],
    ]
}
