import ManagementTree
import SimulatedPhone
import XML

/// A name of an address that the description leaves open, such as the tenant's id below PassportForWork: what stands there
/// in what somebody typed, and what would stand there on this phone.
package struct OpenName: Encodable, Equatable, Sendable {
    private enum CodingKeys: String, CodingKey { case title, written, own, objection }

    /// What the name stands for, as the description calls it: `TenantId`.
    package var title: String
    package var written: String
    /// The name that counts on this phone; nil where none does, or several.
    package var own: String?
    /// What is wrong with what was typed; nil where it can be meant.
    package var objection: String?
    /// Whether it is no name, but what stands for one.
    let isSign: Bool
    /// What to write.
    var replacement: String { objection == nil ? written : own ?? "{\(title)}" }

    /// - Parameters:
    ///   - description: the node's.
    ///   - csp: the CSP that it stands in.
    ///   - own: the phone's own name for the place.
    init(_ written: String, _ description: NodeDescription, in csp: String, own: String?) {
        title = description.title ?? "name"
        self.written = written
        self.own = own
        let isTenant = csp == "PassportForWork" && description.place == "*"
        objection = Self.objection(to: written, title, isTenant: isTenant)
        isSign = objection != nil
        let shown = VisibleText.quoted(written)
        guard objection == nil, isTenant else { return }
        if let bare = Self.inside(written), Self.isGUID(bare) {
            objection = "\(shown): the tenant's id is written without braces"
            self.own = bare
        } else if !Self.isGUID(written) {
            objection = "\(shown) is no id of a tenant; the Directory ID of Azure AD, a GUID, belongs there"
        }
    }

    /// Nobody names a node like the sign that stands for its name.
    private static func objection(to written: String, _ title: String, isTenant: Bool) -> String? {
        let bare = inside(written)
        let letters = Likeness(of: bare ?? written, to: title)
        let isTitle = letters == .same || letters == .spelling || letters == .letters(1)
        let isSign = bare.map { !isGUID($0) } ?? false
        let isTenantWord = isTenant && written.lowercased().contains("tenant")
        guard isTitle || isSign || isTenantWord else { return nil }
        return "\(VisibleText.quoted(written)) stands for a name: the \(title) belongs there"
    }

    /// What signs around a text enclose, such as braces; nil where there are none.
    private static func inside(_ text: String) -> String? {
        let pairs: [(Character, Character)] = [
            ("{", "}"), ("<", ">"), ("[", "]"), ("*", "*"), ("%", "%"), ("$", "$"), ("\"", "\""), ("(", ")"),
        ]
        guard text.count > 1, let first = text.first, let last = text.last,
            pairs.contains(where: { $0 == (first, last) })
        else { return text == "*" ? "" : nil }
        let inner = String(text.dropFirst().dropLast())
        return inside(inner) ?? inner
    }

    private static func isGUID(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }
}

extension Phone {
    /// The name that counts on this phone at a place where the description leaves it open; nil where there is none.
    func ownName(for description: NodeDescription, below parent: NodeURI, in csp: String) -> String? {
        if csp == "PassportForWork", description.place == "*" { return join?.tenant }
        return presentNames(for: description, below: parent).first?.text
    }

    /// The nodes that are there at such a place.
    func presentNames(for description: NodeDescription, below parent: NodeURI) -> [NodeName] {
        guard let above = try? locate(parent), above.description.unnamedChild === description else { return [] }
        return childNames(of: above).filter { above.description.child(named: $0) === description }
    }
}
