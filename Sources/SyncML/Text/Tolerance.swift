/// A leniency that the reader used: what was odd about a message that it could read all the same, and where.
package struct Tolerance: Equatable, Sendable, CustomStringConvertible {
    package var kind: Kind
    package var place: MessagePlace

    package init(_ kind: Kind, at place: MessagePlace) {
        self.kind = kind
        self.place = place
    }

    package var description: String { "\(place): \(kind)" }

    package enum Kind: String, Equatable, Hashable, Sendable, CaseIterable {
        // The text.
        case byteOrderMark, utf16, wrongEncodingDeclared, documentType, comment, processingInstruction
        case characterData, layout, strayText
        // The form of WBXML.
        case publicID, attributes, opaqueText, trailingBytes
        // Namespaces.
        case missingRootNamespace, foreignRootNamespace, markup1_0, markup1_1, foreignNamespace
        case metaWithoutNamespace, metaInForeignNamespace, metInfWrapper, undeclaredPrefix, namespaceFault
        // Shape.
        case missingHeader, emptyHeader, bodyWithoutMessage, commandWithoutMessage, severalMessages
        case missingVerDTD, missingVerProto, missingSessionID, missingMessageID, missingTarget, missingSource
        case childOrder, duplicateChild, misplacedElement, unknownElement, unusedElement, wrappedReference
        case markupInData, missingFinal
        // Values.
        case blanksTrimmed, missingCommandID, zeroCommandID, repeatedCommandID, missingReference, codeIsNoNumber
    }
}

extension Tolerance.Kind {
    /// What SyncHdr has to hold, in the order of its row in the grammar, which begins with 1.
    static let headerFields: [Tolerance.Kind] = [
        .missingVerDTD, .missingVerProto, .missingSessionID, .missingMessageID, .missingTarget, .missingSource,
    ]
}

extension Tolerance.Kind: CustomStringConvertible {
    /// What was odd, as a sentence.
    package var description: String {
        switch self {
        case .byteOrderMark: "The text begins with a byte order mark."
        case .utf16: "The text is UTF-16."
        case .wrongEncodingDeclared: "The XML declaration names an encoding that the text is not in."
        case .documentType: "There is a document type declaration."
        case .comment: "There is a comment."
        case .processingInstruction: "There is a processing instruction."
        case .characterData: "A value is written as a CDATA section."
        case .layout: "There are blanks or line breaks between the elements."
        case .strayText: "Text between elements is ignored."
        case .publicID: "The public identifier is not the one of the message's mark-up version."
        case .attributes: "An element has attributes, which binary SyncML does not have; they are ignored."
        case .opaqueText: "A value is written as opaque octets where a text is expected."
        case .trailingBytes: "Bytes after the end of the message are ignored."
        default: shapeDescription
        }
    }

    private var shapeDescription: String {
        switch self {
        case .missingRootNamespace: "The root element has no namespace."
        case .foreignRootNamespace: "The root element's namespace is not one of SyncML."
        case .markup1_0: "The message is in the mark-up of version 1.0."
        case .markup1_1: "The message is in the mark-up of version 1.1."
        case .foreignNamespace: "An element is in another namespace than the root."
        case .metaWithoutNamespace: "A child of Meta is not in the namespace syncml:metinf."
        case .metaInForeignNamespace: "A child of Meta is in a namespace that is none of SyncML's."
        case .metInfWrapper: "The children of Meta are wrapped in MetInf."
        case .undeclaredPrefix: "A namespace prefix is not declared."
        case .namespaceFault: "A name or declaration breaks the rules of namespaces."
        case .missingHeader: "The message has no SyncHdr."
        case .emptyHeader: "SyncHdr is empty."
        case .missingVerDTD: "SyncHdr has no VerDTD."
        case .missingVerProto: "SyncHdr has no VerProto."
        case .missingSessionID: "SyncHdr has no SessionID."
        case .missingMessageID: "SyncHdr has no MsgID."
        case .missingTarget: "SyncHdr has no Target."
        case .missingSource: "SyncHdr has no Source."
        case .bodyWithoutMessage: "A SyncBody stands alone, without SyncML."
        case .commandWithoutMessage: "Commands stand alone, without SyncML."
        case .severalMessages: "Several documents stand in one text."
        default: valueDescription
        }
    }

    private var valueDescription: String {
        switch self {
        case .childOrder: "An element stands before one that should precede it."
        case .duplicateChild: "An element occurs twice where one is allowed; the last counts."
        case .misplacedElement: "An element stands where it has no meaning; it is ignored."
        case .unknownElement: "An element is not one of SyncML; it is ignored."
        case .unusedElement: "An element is not used by OMA-DM; it is ignored."
        case .wrappedReference: "A TargetRef or SourceRef wraps its text in LocURI."
        case .markupInData: "Data holds elements instead of escaped text."
        case .missingFinal: "The message has no Final."
        case .blanksTrimmed: "Blanks around a value are ignored."
        case .missingCommandID: "A command has no CmdID."
        case .zeroCommandID: "A CmdID is 0, which stands for the header."
        case .repeatedCommandID: "A CmdID occurs twice in the message."
        case .missingReference: "A Status lacks MsgRef, CmdRef or Cmd."
        case .codeIsNoNumber: "A status or alert code is not a number that can be one."
        default: rawValue
        }
    }
}
