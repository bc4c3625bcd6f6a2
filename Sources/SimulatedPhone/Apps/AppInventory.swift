import ManagementTree
import XML

/// AppInventoryQuery and what it finds (Microsoft, *EnterpriseModernAppManagement CSP*).
struct AppInventory {
    private var output: Set<Substring> = []
    private var source: String?
    private var types: Set<Substring> = ["Main", "Bundle", "Framework"]
    private var family: String?
    private var publisher: String?

    /// What counts where no server has asked for anything: the names of all packages.
    init() {}

    /// - Throws: what `ValueMarkup.read` throws.
    init(_ text: String, at uri: NodeURI) throws(Refusal) {
        let element = try ValueMarkup.read(text, root: "Inventory", at: uri)
        func values(_ name: String) -> Set<Substring>? {
            element.attribute(name).map { Set($0.split(separator: "|")) }
        }
        output = values("Output") ?? []
        if let source = element.attribute("Source"), !source.isEmpty { self.source = source }
        if let types = values("PackageTypeFilter"), !types.isEmpty { self.types = types }
        family = element.attribute("PackageFamilyName")
        publisher = element.attribute("Publisher")
    }

    /// The packages as XML.
    ///
    /// Inferred: no page shows an answer. Servers that manage phones read an element `Package` for each, with attributes
    /// named like the nodes, inside `Packages`.
    func results(of packages: [AppPackage], user: String, on platform: Platform) -> String {
        let found = packages.filter(isMeant).map { package in
            var attributes = [("PackageFamilyName", package.familyName), ("PackageFullName", package.fullName)]
            let details = package.details(user: user, on: platform)
            if output.contains("PackageDetails") { attributes += details.filter { $0.0 != "RequiresReinstall" } }
            // The page names it in both ways.
            if !output.isDisjoint(with: ["RequiresReinstall", "RequiredReinstall"]) {
                attributes += details.filter { $0.0 == "RequiresReinstall" }
            }
            return ValueMarkup.element("Package", attributes)
        }
        return ValueMarkup.element("Packages", [], found.joined())
    }

    /// No package of ours is a bundle, a resource or a XAP.
    private func isMeant(_ package: AppPackage) -> Bool {
        func holds(_ text: String, _ part: String?) -> Bool {
            part.map { text.lowercased().contains($0.lowercased()) } ?? true
        }
        let isTypeMeant = types.contains("All") || types.contains(package.isFramework ? "Framework" : "Main")
        let isSourceMeant = source.map { NodeName($0) == NodeName(package.origin.rawValue) } ?? true
        return isTypeMeant && isSourceMeant && holds(package.familyName, family) && holds(package.publisher, publisher)
    }
}
