package import XML

/// A small binary document of any language that has tokens, as a value: a serialised tree, a description of one, device
/// information, or a message where its tree is wanted instead of its meaning.
package enum WBXMLDocument {
    /// Reads a document; octets that are not UTF-8 become base64, documents inside it become elements.
    /// - Throws: `SyncMLError` with the byte offset of what cannot be read.
    package static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: XMLLimits = XMLLimits()
    ) throws(SyncMLError) -> XMLElement {
        guard bytes.count <= limits.maximumBytes else {
            throw .wbxml(.tooLarge, "The document has \(bytes.count) bytes, more than are accepted.", at: 0)
        }
        return try WBXMLTreeReader.root(bytes, limits, nesting: 0)
    }

    /// The same for an array.
    package static func read(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) throws(SyncMLError) -> XMLElement {
        try bytes.withUnsafeBufferPointer { (buffer) throws(SyncMLError) in try read(buffer, limits: limits) }
    }

    /// Writes a document; nil where it has attributes, which no language of SyncML has.
    package static func write(_ root: XMLElement, as language: WBXMLLanguage, version: WBXMLVersion = .v1_2) -> [UInt8]?
    {
        var output = WBXMLOutput()
        guard write(root, language, into: &output) else { return nil }
        return output.document(language, version)
    }

    /// The language that a root's name belongs to.
    static func language(ofRoot name: String) -> WBXMLLanguage? {
        switch name {
        case "MgmtTree": .deviceDescription12
        case "DevInf": .devInf12
        default: nil
        }
    }

    private static func write(_ element: XMLElement, _ language: WBXMLLanguage, into output: inout WBXMLOutput) -> Bool
    {
        guard element.attributes.isEmpty else { return false }
        output.open(token(of: element, language), name: element.name, hasContent: !element.children.isEmpty)
        guard !element.children.isEmpty else { return true }
        for child in element.children {
            switch child {
            case .text(let text): output.text(text)
            case .element(let element): guard write(element, language, into: &output) else { return false }
            }
        }
        output.end()
        return true
    }

    /// nil where the language has no token for the element.
    private static func token(of element: XMLElement, _ language: WBXMLLanguage) -> WBXMLVocabulary.Token? {
        // Some names stand on several pages; without a namespace that tells, the one of MetInf is the likelier.
        let pages: [UInt8] = language == .deviceDescription12 ? [2, 1, 0] : [0, 1, 2]
        let own = pages.filter { language.namespace(ofPage: $0) == element.namespace }
        for page in own + pages {
            guard let token = language.page(page)?.token(of: element.name) else { continue }
            return WBXMLVocabulary.Token(page: page, token: token)
        }
        return nil
    }
}
