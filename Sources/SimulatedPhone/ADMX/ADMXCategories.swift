import XML

/// The categories of an ADMX file, each of which may lie in another.
struct ADMXCategories {
    private let categories: [String: XMLElement]
    /// What stands before the file's own names, where something does.
    private let prefix: String?

    /// - Parameter root: `policyDefinitions`.
    init(_ root: XMLElement) throws(ADMXError) {
        var categories: [String: XMLElement] = [:]
        for element in root.first("categories")?.all("category") ?? [] {
            guard let name = element.attribute("name"), !name.isEmpty else {
                throw ADMXError(.nameless, "a <category> has no name; give it one", at: element.place)
            }
            categories[name] = element
        }
        self.categories = categories
        prefix = root.first("policyNamespaces")?.first("target")?.attribute("prefix")
    }

    /// Inferred: no page gives a limit; with this one a loop is found, and no real file comes near it.
    private static let mostLevels = 64

    /// The names of the categories of a policy, from the outermost inwards.
    ///
    /// Inferred: a category of another file, which `ref="windows:System"` names, ends the way and is left out: the addresses
    /// that makers publish for their files have it so (`Chrome~Policy~googlechrome`, where googlechrome lies in
    /// `Google:Cat_Google`). A name that should be the file's own and is not makes the file one that cannot be taken, and so
    /// does a policy without a category, which the syntax wants.
    func path(to policy: XMLElement, named name: String) throws(ADMXError) -> [String] {
        guard policy.first("parentCategory")?.attribute("ref") != nil else {
            throw ADMXError(.unknownCategory, "the policy \(name) needs a parentCategory with a ref", at: policy.place)
        }
        var path: [String] = []
        var next = ownName(above: policy)
        while let category = next {
            guard let element = categories[category] else {
                throw ADMXError(
                    .unknownCategory, "the category \(category), in which the policy \(name) lies, is not in the file",
                    at: policy.place)
            }
            guard path.count < Self.mostLevels else {
                throw ADMXError(
                    .categoriesTooDeep,
                    "the policy \(name) lies in more than \(Self.mostLevels) categories, or in a loop of them",
                    at: policy.place)
            }
            path.append(category)
            next = ownName(above: element)
        }
        return path.reversed()
    }

    /// The category in which an element lies; nil where that is another file's, or none.
    private func ownName(above element: XMLElement) -> String? {
        guard let reference = element.first("parentCategory")?.attribute("ref") else { return nil }
        guard let colon = reference.firstIndex(of: ":") else { return reference }
        return reference[..<colon] == prefix.map { $0[...] } ? String(reference[reference.index(after: colon)...]) : nil
    }
}
