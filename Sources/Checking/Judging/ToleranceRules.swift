import SyncML

extension Rule {
    /// The rule that a leniency falls under; nil for what every editor and profile has.
    static func about(_ kind: Tolerance.Kind) -> Rule? {
        switch kind {
        case .byteOrderMark, .comment, .layout, .commandWithoutMessage, .severalMessages, .bodyWithoutMessage: nil
        case .characterData: cdata
        case .utf16, .wrongEncodingDeclared: encoding
        case .documentType, .processingInstruction: prolog
        case .strayText: strayText
        case .publicID, .attributes, .opaqueText, .trailingBytes: oddWBXML
        case .missingRootNamespace, .foreignRootNamespace, .foreignNamespace, .undeclaredPrefix, .namespaceFault:
            foreignNamespace
        case .markup1_0, .markup1_1: oldMarkup
        case .metaWithoutNamespace, .metaInForeignNamespace: metaWithoutNamespace
        case .metInfWrapper, .wrappedReference: oddWrapping
        case .missingHeader, .emptyHeader, .missingVerDTD, .missingVerProto, .missingSessionID, .missingMessageID,
            .missingTarget, .missingSource:
            incompleteHeader
        case .childOrder: childOrder
        case .duplicateChild, .misplacedElement, .unknownElement, .unusedElement: ignoredElement
        case .markupInData: markupInData
        case .missingFinal: missingFinal
        case .blanksTrimmed: strayBlanks
        case .missingCommandID: missingCmdID
        case .zeroCommandID, .repeatedCommandID: repeatedCmdID
        case .missingReference, .codeIsNoNumber: brokenStatus
        }
    }
}

extension Draft {
    /// What a leniency comes to; nil for one that is not worth telling.
    init?(_ tolerance: Tolerance) {
        guard let rule = Rule.about(tolerance.kind) else { return nil }
        self.init(rule, at: .place(tolerance.place), Self.sentence(tolerance.kind.description))
        switch tolerance.kind {
        case .metaWithoutNamespace: mend = .metaNamespace
        case .characterData: mend = .characterData
        case .markupInData: mend = .markup
        case .blanksTrimmed: mend = .trim
        default: break
        }
        isCertain = mend != nil
    }

    /// The sentence as it stands behind a colon: names of elements keep their capitals, articles do not.
    private static func sentence(_ text: String) -> String {
        let text = text.hasSuffix(".") ? String(text.dropLast()) : text
        let first = text.prefix { $0 != " " }
        guard ["A", "An", "The", "There", "Text", "Blanks", "Bytes"].contains(first) else { return text }
        return first.lowercased() + text.dropFirst(first.count)
    }
}
