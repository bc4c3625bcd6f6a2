import Notation
import XML

/// The value of a policy that comes from an ADMX file: `<enabled/>`, with `<data id="…" value="…"/>` for each part of it
/// behind, or `<disabled/>` (Microsoft, *Understanding ADMX-backed policies*).
package struct ADMXValue: Equatable, Sendable {
    package struct Datum: Equatable, Sendable {
        package var id: String
        package var value: String
    }

    package var isEnabled: Bool
    package var data: [Datum]

    /// Reads a value.
    ///
    /// Inferred: the names are taken in any case, because the page itself has `<Enabled/>` and `<Data …/>` too.
    package init(_ text: String) throws(ADMXError) {
        let root: XMLElement
        do {
            root = try XMLElement.read(Array("<value>\(text)</value>".utf8))
        } catch {
            throw ADMXError(.notWellFormed, "\(Self.form), and this is not well-formed XML: \(error.message)")
        }
        guard let state = root.elements.first, let isEnabled = Self.states[state.name.lowercased()],
            root.text.trimmed.isEmpty
        else {
            throw ADMXError(.wrongState, "\(Self.form), and not \(VisibleText.quoted(text, most: 40))")
        }
        self.isEnabled = isEnabled
        data = []
        for element in root.elements.dropFirst() {
            guard element.name.lowercased() == "data", let id = element.attribute("id"),
                let value = element.attribute("value")
            else {
                throw ADMXError(
                    .wrongData, "behind <\(state.name)/> stand <data id=\"…\" value=\"…\"/>, and not <\(element.name)>",
                    at: element.place)
            }
            data.append(Datum(id: id, value: value))
        }
    }

    private static let states = ["enabled": true, "disabled": false]

    private static let form =
        "a policy of an ADMX file is <enabled/>, with <data id=\"…\" value=\"…\"/> for each part of it behind, or <disabled/>"

    /// Why a policy does not take the value; nil where it does.
    ///
    /// Inferred: an id that the policy does not have is refused, and so is a policy that is on without what it needs; the
    /// pages say neither. What stands behind `<disabled/>` is not needed, and judged all the same.
    package func objection(by policy: ADMXPolicy) -> String? {
        var given: Set<String> = []
        for datum in data {
            guard let element = policy.elementsByID[datum.id] else {
                let known = policy.elements.prefix(ADMXElement.mostTold).map(\.id).joined(separator: ", ")
                return "the policy has no data \(VisibleText.quoted(datum.id)); "
                    + (known.isEmpty ? "it has none at all" : "it has \(known)")
            }
            if let objection = element.objection(to: datum.value) { return objection }
            given.insert(datum.id)
        }
        guard isEnabled, let missing = policy.required.first(where: { !given.contains($0) }) else { return nil }
        return "the policy needs <data id=\"\(missing)\" value=\"…\"/>, and its value has none"
    }
}
