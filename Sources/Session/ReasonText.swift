import XML

/// A reason behind the address that it speaks of.
package enum ReasonText {
    /// Most reasons begin with the address; where that stands in front already it is not said twice.
    package static func without(_ address: String?, in reason: String) -> String {
        guard let address else { return reason }
        let shown = VisibleText.line(address)
        if reason.hasPrefix("\(shown): ") { return String(reason.dropFirst(shown.count + 2)) }
        guard reason.hasPrefix("\(shown) ") else { return reason }
        return "it " + reason.dropFirst(shown.count + 1)
    }

    /// A reason below a heading that names the address, whichever form of it the reason begins with.
    package static func withoutAddress(_ reason: String) -> String {
        guard reason.hasPrefix("./") || reason.hasPrefix("."), let end = reason.firstIndex(of: " ") else {
            return reason
        }
        let address = reason[..<end]
        return without(address.hasSuffix(":") ? String(address.dropLast()) : String(address), in: reason)
    }
}
