import XML

/// The form in which XML is signed (Exclusive XML Canonicalization 1.0, section 3).
///
/// A document that is sent in this form is its own canonical form, and by the inclusive rules (Canonical XML 1.0) as
/// well, because no declaration stands where it is not used. So it does not matter which rules a server applies to
/// it.
extension SOAPElement {
    /// - Parameter scope: the namespaces, by prefix, that are declared outside of the element.
    func canonicalForm(in scope: [String: String] = [:]) -> [UInt8] {
        var writer = XMLWriter()
        writeCanonical(to: &writer, scope: scope, rendered: [:])
        return writer.bytes
    }

    private func writeCanonical(to writer: inout XMLWriter, scope: [String: String], rendered: [String: String]) {
        let scope = declarations.reduce(into: scope) { $0[$1.prefix] = $1.namespace }
        var rendered = rendered
        writer.raw("<\(name)")
        for prefix in usedPrefixes.sorted() {
            guard let namespace = scope[prefix], rendered[prefix] != namespace else { continue }
            rendered[prefix] = namespace
            writer.raw(Declaration(prefix, namespace).markup)
        }
        for attribute in sortedAttributes(in: scope) { attribute.write(to: &writer) }
        writer.raw(">" as StaticString)
        writer.text(text)
        for child in children { child.writeCanonical(to: &writer, scope: scope, rendered: rendered) }
        writer.raw("</\(name)>")
    }

    /// Those that the element's own name and its attributes have: the only ones that are declared in this form.
    private var usedPrefixes: Set<String> {
        let ofAttributes = attributes.map { Self.prefix(of: $0.name) }.filter { !$0.isEmpty }
        return Set(ofAttributes).union([Self.prefix(of: name)])
    }

    /// By namespace, then by local name; an attribute without a prefix has no namespace.
    private func sortedAttributes(in scope: [String: String]) -> [Attribute] {
        func key(_ attribute: Attribute) -> (String, String) {
            let prefix = Self.prefix(of: attribute.name)
            guard !prefix.isEmpty else { return ("", attribute.name) }
            return (scope[prefix] ?? "", String(attribute.name.dropFirst(prefix.count + 1)))
        }
        return attributes.sorted { key($0) < key($1) }
    }

    private static func prefix(of name: String) -> String {
        guard let colon = name.firstIndex(of: ":") else { return "" }
        return String(name[..<colon])
    }
}
