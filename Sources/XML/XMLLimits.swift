/// What the reader of a document refuses, so that bad input costs little (design, *What bad input gets*).
package struct XMLLimits: Equatable, Sendable {
    /// The size of the whole text in bytes, before decoding.
    package var maximumBytes: Int
    /// How many elements may be open at once.
    package var maximumDepth: Int
    /// The length of the name of an element, an attribute or a processing instruction in UTF-8 bytes.
    package let maximumNameBytes = 4096
    /// How many attributes, namespace declarations among them, an element may have, and how many declarations may count
    /// at one place.
    package let maximumAttributes = 256
    /// How many different names of elements, attributes and namespaces may be known while a text is read: libxml2 looks for each
    /// in a table that soon grows no more, so that a text of nothing but new names costs with the square of their number.
    package let maximumNames = 20_000

    package init(maximumBytes: Int = 16 << 20, maximumDepth: Int = 64) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = maximumDepth
    }
}
