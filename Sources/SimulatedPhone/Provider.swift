package import ManagementTree

/// The behaviour of one configuration service provider beyond what its description says.
///
/// The engine checks address, access, format, occurrence and range before a hook is called. All hooks are defaulted:
/// a provider writes only what is special about its CSP, and one that only stores has no Swift at all.
package protocol Provider: Sendable {
    /// The names of nodes that the device makes itself below a place where the description leaves the name open.
    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String]

    /// The value of a leaf; nil where what was stored or the default counts.
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue?

    /// Refuses a value that format and range allow.
    func willWrite(_ value: NodeValue, to node: NodeLocation, in phone: Phone) throws(Refusal)

    /// Follows a change: a value written, a node added or a subtree deleted.
    func didChange(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal)

    /// What is to be known of a value that was written: that it has no effect, and why, or that it can hardly be meant.
    func notes(on node: NodeLocation, in phone: Phone) -> [Note]

    /// Does what an executable node stands for.
    /// - Returns: `.done`, or `.accepted` for what goes on after the answer; nil where nothing stands behind the node,
    ///   as of one that only a user's DDF file describes.
    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation?
}

extension Provider {
    package func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] { [] }

    package func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        nil
    }

    package func willWrite(_ value: NodeValue, to node: NodeLocation, in phone: Phone) throws(Refusal) {}

    package func didChange(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) {}

    package func notes(on node: NodeLocation, in phone: Phone) -> [Note] { [] }

    package func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation? {
        nil
    }
}

/// A CSP without behaviour of its own: its description and the tree serve it.
package struct StoringProvider: Provider {
    package init() {}
}
