package import ManagementTree

/// A pattern of addresses: `*` is one name, `**` at the end is the rest, one name or more.
///
/// Addresses are compared as the phone compares them: `./Vendor/…` is `./Device/Vendor/…`, and the case of letters does not
/// count. `./**` is every address, for the device and for users.
package struct AddressPattern: Equatable, Sendable {
    /// nil for both.
    private let scope: NodeScope?
    /// nil for any name.
    private let names: [NodeName?]
    private let takesRest: Bool

    package init(_ text: String) throws(AnswerRuleError) {
        guard text == "." || text.hasPrefix("./") else {
            throw AnswerRuleError(.on, "the pattern \(text) does not begin with ./")
        }
        var segments = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        takesRest = segments.last == "**"
        if takesRest { segments.removeLast() }
        guard !segments.contains("**") else {
            throw AnswerRuleError(.on, "in \(text) ** does not stand at the end")
        }
        if let part = segments.first(where: { $0 != "*" && $0.contains("*") }) {
            throw AnswerRuleError(
                .on, "in \(text) the * of \(part) is only a part of a name; %2A is a * that a name has")
        }
        guard !(takesRest && segments.isEmpty) else {
            (scope, names) = (nil, [])
            return
        }
        // A name that any address may have stands for the open ones, so that there is one way to read an address.
        let plain = ([Substring(".")] + segments.map { $0 == "*" ? "_" : $0 }).joined(separator: "/")
        let uri: NodeURI
        do {
            uri = try NodeURI(parsing: plain)
        } catch {
            throw AnswerRuleError(.on, "\(text) is no pattern: \(error)")
        }
        guard uri.query == nil else { throw AnswerRuleError(.on, "\(text): a pattern has no query") }
        scope = uri.scope
        // Device or User in front is no name.
        names = zip(uri.names, segments.suffix(uri.depth)).map { $1 == "*" ? nil : $0 }
    }

    /// Whether an address fits, whatever its query.
    package func matches(_ uri: NodeURI) -> Bool {
        guard scope == nil || scope == uri.scope else { return false }
        guard takesRest ? uri.depth > names.count : uri.depth == names.count else { return false }
        return zip(names, uri.names).allSatisfy { $0 == nil || $0 == $1 }
    }
}
