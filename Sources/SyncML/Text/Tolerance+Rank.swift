/// What a leniency is worth telling: the usual form of a custom profile hides what may have changed its meaning.
extension Tolerance.Kind {
    package enum Rank: Int, Comparable, Sendable {
        /// Of no interest: profiles, editors and servers write so every day.
        case usual
        /// Unusual, without any doubt about what is meant.
        case odd
        /// Something was ignored or taken for something else, which may not be what was meant.
        case lossy

        package static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }

    package var rank: Rank {
        switch self {
        case .byteOrderMark, .comment, .layout, .characterData, .commandWithoutMessage, .severalMessages: .usual
        case .strayText, .duplicateChild, .misplacedElement, .unknownElement, .repeatedCommandID, .zeroCommandID,
            .codeIsNoNumber, .missingReference, .missingCommandID, .trailingBytes:
            .lossy
        case .utf16, .wrongEncodingDeclared, .documentType, .processingInstruction, .publicID, .attributes, .opaqueText,
            .missingRootNamespace, .foreignRootNamespace, .markup1_0, .markup1_1, .foreignNamespace,
            .metaWithoutNamespace, .metaInForeignNamespace, .metInfWrapper, .undeclaredPrefix, .namespaceFault,
            .missingHeader, .emptyHeader, .missingVerDTD, .missingVerProto, .missingSessionID, .missingMessageID,
            .missingTarget, .missingSource, .bodyWithoutMessage, .childOrder, .unusedElement, .wrappedReference,
            .markupInData, .missingFinal, .blanksTrimmed:
            .odd
        }
    }
}
