internal import XML

/// Everything that few messages have.
extension MessageBuilder {
    /// An element that the grammar does not expect where it stands.
    mutating func startUnexpected(_ tag: XMLTag, in parent: Role, _ cursor: XMLCursor) {
        prefixIsUndeclared = false
        switch parent {
        case .document:
            failure = .wrongRoot
            return cursor.stop(
                "The root element is \(tag.localName); expected is SyncML, SyncBody or a command such as Replace.",
                at: cursor.tagOffset
            )
        case .body, .atomic, .sequence: return startUnknownCommand(tag, cursor)
        case .unknownCommand: break
        case .data:
            if !dataIsMarkup { note(.markupInData, at: cursor.tagOffset) }
            dataIsMarkup = true
        default: note(Self.kind(of: tag.name), at: cursor.tagOffset)
        }
        skipped = 1
    }

    private static func kind(of name: Int) -> Tolerance.Kind {
        guard let name = ElementName(rawValue: name) else { return .unknownElement }
        return name.isUnused ? .unusedElement : .misplacedElement
    }

    private mutating func startUnknownCommand(_ tag: XMLTag, _ cursor: XMLCursor) {
        commandOffset = cursor.tagOffset
        draft.offsets.append(commandOffset)
        command.unknownName = tag.localName
        top += 1
        frames[top] = Frame(role: .unknownCommand, lastOrder: 0, seen: 0)
    }

    /// An element in another namespace than expected.
    mutating func noteNamespace(_ tag: XMLTag, in parent: Role, _ cursor: XMLCursor) {
        defer { prefixIsUndeclared = false }
        guard !prefixIsUndeclared else { return }
        guard parent == .meta else { return note(.foreignNamespace, at: cursor.tagOffset) }
        let isInherited = tag.namespace == XMLVocabulary.none || tag.namespace == draft.namespace
        note(isInherited ? .metaWithoutNamespace : .metaInForeignNamespace, at: cursor.tagOffset)
    }

    /// A child before one that should precede it, or a second one where one is allowed.
    mutating func noteOrder(_ rule: Grammar.Rule, _ name: Int, _ cursor: XMLCursor) {
        let bit: UInt32 = 1 &<< UInt32(rule.order)
        let isSecond = frames[top].seen & bit != 0 && !rule.repeats
        note(isSecond ? .duplicateChild : .childOrder, at: cursor.tagOffset)
    }

    /// Text where only elements should be.
    mutating func noteStrayText(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor) {
        guard frames[top].role != .unknownCommand else { return }
        guard bytes.allSatisfy(TextCapture.isBlank) else { return note(.strayText, at: cursor.offset) }
        guard !notedLayout else { return }
        notedLayout = true
        note(.layout, at: cursor.offset)
    }

    mutating func notice(_ notice: XMLNotice, _ cursor: XMLCursor) {
        guard skipped == 0 else { return }
        switch notice {
        case .comment: note(.comment, at: cursor.tagOffset)
        case .processingInstruction: note(.processingInstruction, at: cursor.tagOffset)
        case .documentType: note(.documentType, at: cursor.tagOffset)
        case .undeclaredPrefix:
            note(.undeclaredPrefix, at: cursor.tagOffset)
            prefixIsUndeclared = true
        case .namespaceFault: note(.namespaceFault, at: cursor.tagOffset)
        }
    }
}
