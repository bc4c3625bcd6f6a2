internal import XML

/// Where messages begin and end.
extension MessageBuilder {
    /// A root that is known: a message, a body or a command.
    mutating func startRoot(_ tag: some MessageTag, _ role: Role, _ cursor: some MessageCursor) {
        let offset = cursor.tagOffset
        let isBare = role != .syncML
        if isOpen, !(isBare && draft.isBare) { finish() }
        if isOpen || !finished.isEmpty { note(.severalMessages, at: offset) }
        if !isOpen { begin(tag, isBare: isBare, offset, cursor) }
        draft.namespace = tag.namespace
        frames[0] = Frame(role: .document, lastOrder: 0, seen: 0)
        if isBare { note(role == .body ? .bodyWithoutMessage : .commandWithoutMessage, at: offset) }
        if !isBare || tag.namespace >= 0 { noteRootNamespace(tag, at: offset) }
        prefixIsUndeclared = false
    }

    private mutating func begin(_ tag: some MessageTag, isBare: Bool, _ offset: Int, _ cursor: some MessageCursor) {
        isOpen = true
        text.isASCII = cursor.isASCII
        draft.isBare = isBare
        draft.rootOffset = offset
        draft.hasBody = isBare
        // Only the first message gets room ahead: of many, each would get too much.
        guard finished.isEmpty else { return }
        let expected = min(1 + (cursor.sourceLength - offset) / type(of: cursor).commandLength, 4096)
        draft.message.commands.reserveCapacity(expected)
        draft.offsets.reserveCapacity(expected)
    }

    private mutating func noteRootNamespace(_ tag: some MessageTag, at offset: Int) {
        switch NamespaceName(rawValue: tag.namespace) {
        case .syncML12: break
        case .syncML11:
            draft.message.version = .v1_1
            note(.markup1_1, at: offset)
        case .syncML10:
            // Inferred: nothing in the phone depends on 1.0, and its mark-up differs from 1.1 in names DM does not use.
            draft.message.version = .v1_1
            note(.markup1_0, at: offset)
        case .metInf: note(.foreignRootNamespace, at: offset)
        case nil: note(tag.namespace == XMLVocabulary.none ? .missingRootNamespace : .foreignRootNamespace, at: offset)
        }
    }

    /// The end of any root. Bare commands stay open, because more may follow.
    mutating func endRoot(_ role: Role) {
        guard isOpen, draft.isBare else { return }
        if role != .body { draft.message.isFinal = true }
    }

    mutating func endBareBody(_ cursor: some MessageCursor) {
        if !draft.message.isFinal { note(.missingFinal, at: cursor.tagOffset) }
    }

    mutating func endHeader(_ frame: Frame, _ cursor: some MessageCursor) {
        draft.headerHasParts = draft.headerHasParts || frame.seen != 0
        guard frame.seen != 0 else { return note(.emptyHeader, at: cursor.tagOffset) }
        for (index, kind) in Tolerance.Kind.headerFields.enumerated() where frame.seen & (2 << UInt32(index)) == 0 {
            note(kind, at: cursor.tagOffset)
        }
    }

    mutating func endMessage(_ cursor: some MessageCursor) {
        guard draft.hasBody else {
            let message = "The SyncML element has no SyncBody; a message needs one, even if it is empty."
            return fail(.missingBody, message, at: draft.rootOffset, cursor)
        }
        if !draft.hasHeader { note(.missingHeader, at: draft.rootOffset) }
        if !draft.message.isFinal { note(.missingFinal, at: cursor.tagOffset) }
        finish()
    }

    /// Puts the message with the complete ones.
    mutating func finish() {
        guard isOpen else { return }
        isOpen = false
        if draft.namespace < 0, draft.header.verDTD == "1.1" || draft.header.verDTD == "1.0" {
            // Inferred: without a namespace that says it, VerDTD tells the version.
            draft.message.version = .v1_1
        }
        if draft.headerHasParts { draft.message.header = draft.header }
        if !draft.idsGrow { noteRepeatedIDs() }
        finished.append(MessageDraft())
        swap(&finished[finished.count - 1], &draft)
        notedLayout = false
    }

    /// The end of the text: what is still open is complete, what was noted since belongs to the last message.
    mutating func finishText() {
        finish()
        guard !finished.isEmpty else { return }
        finished[finished.count - 1].notes += draft.notes
    }

    private mutating func noteRepeatedIDs() {
        var seen: Set<String> = []
        var index = 0
        func visit(_ commands: [Command], _ draft: inout MessageDraft) {
            for command in commands {
                if let id = command.id, !seen.insert(id).inserted, index < draft.offsets.count {
                    draft.notes.append(MessageDraft.Note(kind: .repeatedCommandID, offset: draft.offsets[index]))
                }
                index += 1
                if case .container(let container) = command { visit(container.commands, &draft) }
            }
        }
        visit(draft.message.commands, &draft)
    }
}
