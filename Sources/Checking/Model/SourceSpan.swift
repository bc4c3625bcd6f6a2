package import XML

/// Where something stands in a file: from its first character to the one behind its last.
package struct SourceSpan: Equatable, Sendable {
    package var start: XMLPlace
    package var end: XMLPlace

    package init(_ start: XMLPlace, _ end: XMLPlace) {
        self.start = start
        self.end = end
    }

    /// A place without an extent.
    package init(_ place: XMLPlace) {
        self.init(place, place)
    }
}
