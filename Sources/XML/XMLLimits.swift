/// What the reader of a document refuses, so that bad input costs little (design, *What bad input gets*).
package struct XMLLimits: Equatable, Sendable {
    /// What happens to a document type declaration. Entities are never loaded or expanded, whatever stands here.
    package enum DocumentTypePolicy: Equatable, Sendable {
        /// It is an error.
        case refused
        /// It is read over if it declares nothing: no entity, element, attribute list or notation.
        case bare
    }

    /// The size of the whole text in bytes, before decoding.
    package var maximumBytes: Int
    /// How many elements may be open at once.
    package var maximumDepth: Int
    /// The length of the name of an element, an attribute or a processing instruction in UTF-8 bytes.
    package var maximumNameBytes: Int
    /// How many attributes, namespace declarations among them, an element may have, and how many declarations may count
    /// at one place.
    package var maximumAttributes: Int
    /// How many different names of elements, attributes and namespaces may be known while a text is read: libxml2 looks for each
    /// in a table that soon grows no more, so that a text of nothing but new names costs with the square of their number.
    package var maximumNames: Int
    package var documentType: DocumentTypePolicy

    package init(
        maximumBytes: Int = 16 << 20, maximumDepth: Int = 64, maximumNameBytes: Int = 4096,
        maximumAttributes: Int = 256, maximumNames: Int = 20_000, documentType: DocumentTypePolicy = .bare
    ) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = maximumDepth
        self.maximumNameBytes = maximumNameBytes
        self.maximumAttributes = maximumAttributes
        self.maximumNames = maximumNames
        self.documentType = documentType
    }
}
