/// That a node is no longer recommended (`MSFT:Deprecated` of DDF v2); it counts for what is below as well.
package struct Deprecation: Equatable, Sendable {
    /// The version of Windows since which it is; nil where the file does not say.
    package var since: BuildVersion?

    package init(since: BuildVersion? = nil) {
        self.since = since
    }

    /// `deprecated since 10.0.22000 (11 21H2)`
    package var description: String { "deprecated" + (since.map { " since \($0.named)" } ?? "") }
}
