internal import XML

/// Everything that few messages have.
extension MessageBuilder {
    /// An element that the grammar does not expect where it stands.
    mutating func startUnexpected(_ tag: some MessageTag, in parent: Role, _ cursor: some MessageCursor) {
        prefixIsUndeclared = false
        switch parent {
        case .document:
            let message =
                "The root element is \(tag.localName); expected is SyncML, SyncBody or a command such as Replace."
            return fail(.wrongRoot, message, at: cursor.tagOffset, cursor)
        case .body, .atomic, .sequence: return startUnknownCommand(tag, cursor)
        case .unknownCommand: break
        case .data:
            if dataKind != .markup { note(.markupInData, at: cursor.tagOffset) }
            dataKind = .markup
        default: note(Self.kind(of: tag.name), at: cursor.tagOffset)
        }
        skipped = 1
    }

    /// Ends the reading.
    mutating func fail(
        _ code: SyncMLError.Code, _ message: String, at offset: Int, _ cursor: some MessageCursor
    ) {
        failure = Failure(code: code, message: message, offset: offset)
        cursor.stop(message, at: offset)
    }

    private static func kind(of name: Int) -> Tolerance.Kind {
        guard let name = ElementName(rawValue: name) else { return .unknownElement }
        return name.isUnused ? .unusedElement : .misplacedElement
    }

    private mutating func startUnknownCommand(_ tag: some MessageTag, _ cursor: some MessageCursor) {
        guard draft.offsets.count < Message.mostCommands else {
            draft.message.isCut = true
            skipped = 1
            return
        }
        commandOffset = cursor.tagOffset
        draft.offsets.append(commandOffset)
        command.unknownName = tag.localName
        top += 1
        frames[top] = Frame(role: .unknownCommand, lastOrder: 0, seen: 0)
    }

    /// An element in another namespace than expected.
    mutating func noteNamespace(_ tag: some MessageTag, in parent: Role, _ cursor: some MessageCursor) {
        defer { prefixIsUndeclared = false }
        guard !prefixIsUndeclared else { return }
        guard parent == .meta else { return note(.foreignNamespace, at: cursor.tagOffset) }
        let isInherited = tag.namespace == XMLVocabulary.none || tag.namespace == draft.namespace
        note(isInherited ? .metaWithoutNamespace : .metaInForeignNamespace, at: cursor.tagOffset)
    }

    /// A child before one that should precede it, or a second one where one is allowed.
    mutating func noteOrder(_ rule: Grammar.Rule, _ name: Int, _ cursor: some MessageCursor) {
        let bit: UInt32 = 1 &<< UInt32(rule.order)
        let isSecond = frames[top].seen & bit != 0 && !rule.repeats
        note(isSecond ? .duplicateChild : .childOrder, at: cursor.tagOffset)
    }

    /// Text where only elements should be.
    mutating func noteStrayText(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: some MessageCursor) {
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
