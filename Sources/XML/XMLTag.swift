/// One start tag as the parser hands it over. Good only while the event lasts; its texts are made when asked for.
package struct XMLTag {
    /// The local name's index in the vocabulary, or `XMLVocabulary.foreign`.
    package let name: Int
    /// The namespace's index in the vocabulary, `XMLVocabulary.foreign` or `XMLVocabulary.none`.
    package let namespace: Int

    let localNameBytes: UnsafePointer<UInt8>
    let prefixBytes: UnsafePointer<UInt8>?
    let namespaceBytes: UnsafePointer<UInt8>?
    /// libxml2's five pointers for each attribute: name, prefix, namespace, value, end of value.
    let attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
    let attributeCount: Int

    package var localName: String { String(cString: localNameBytes) }
}
