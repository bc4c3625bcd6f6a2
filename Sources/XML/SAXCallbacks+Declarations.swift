internal import CLibXML2

/// Document types: read over where they declare nothing, refused where they do. Nothing is ever declared to libxml2, so
/// no entity can be expanded.
extension SAXCallbacks {
    static func installDeclarations(in sax: UnsafeMutablePointer<xmlSAXHandler>) {
        sax.pointee.internalSubset = { raw, _, _, _ in SAXCallbacks.notice(.documentType, raw) }
        sax.pointee.entityDecl = { raw, _, _, _, _, _ in SAXCallbacks.refuseDeclaration(raw) }
        sax.pointee.unparsedEntityDecl = { raw, _, _, _, _ in SAXCallbacks.refuseDeclaration(raw) }
        sax.pointee.notationDecl = { raw, _, _, _ in SAXCallbacks.refuseDeclaration(raw) }
        sax.pointee.elementDecl = { raw, _, _, _ in SAXCallbacks.refuseDeclaration(raw) }
        sax.pointee.attributeDecl = { raw, _, _, _, _, _, enumeration in
            // libxml2 gives the list of values away with the call.
            xmlFreeEnumeration(enumeration)
            SAXCallbacks.refuseDeclaration(raw)
        }
        sax.pointee.getParameterEntity = { raw, _ in
            SAXCallbacks.refuseDeclaration(raw)
            return nil
        }
        sax.pointee.reference = { raw, _ in
            guard let state = raw?.assumingMemoryBound(to: ParserState.self) else { return }
            SAXCallbacks.stop(state, .entity, SAXCallbacks.undeclaredEntity)
        }
    }

    static let undeclaredEntity =
        "A reference to an entity that is not one of the five of XML (amp, lt, gt, quot, apos); write the character itself."

    private static func refuseDeclaration(_ raw: UnsafeMutableRawPointer?) {
        guard let state = raw?.assumingMemoryBound(to: ParserState.self) else { return }
        stop(
            state, .documentType,
            "The document type declares entities, elements, attributes or notations, which is not accepted; remove them."
        )
    }
}
