internal import Notation
internal import XML

/// What the text of an element becomes.
extension MessageBuilder {
    /// - Parameters:
    ///   - role: of the element that ends.
    ///   - parent: of the element around it.
    mutating func endText(_ role: Role, in parent: Role, _ cursor: some MessageCursor) {
        switch role {
        case .cmdID: endCommandID(in: parent, cursor)
        case .msgRef: command.messageRef = value(cursor)
        case .cmdRef: command.commandRef = value(cursor)
        case .cmd: command.command = value(cursor)
        case .targetRef: command.targetRefs.add(value(cursor))
        case .sourceRef: command.sourceRefs.add(value(cursor))
        case .correlator: command.correlator = text.string()
        case .code: endCode(cursor)
        case .data: endData(cursor)
        case .moreData: item.hasMoreData = true
        case .locURI: endLocURI(in: parent, cursor)
        case .locName: endLocName(in: parent, cursor)
        case .credentialData: credential.data = value(cursor)
        case .final: draft.message.isFinal = true
        case .noResp: endNoResponse(cursor)
        case .verDTD, .verProto, .sessionID, .msgID, .respURI: endHeaderField(role, cursor)
        case .format:
            if !text.isSame(as: lastFormat.bytes) { lastFormat = (text.source, value(cursor)) }
            meta.format = ValueFormat(rawValue: lastFormat.value)
        case .type:
            if !text.isSame(as: lastType.bytes) { lastType = (text.source, value(cursor)) }
            meta.type = lastType.value
        default: endMetaField(role, cursor)
        }
    }

    /// The text without blanks at its ends.
    @inline(__always)
    private mutating func value(_ cursor: some MessageCursor) -> String {
        let (value, wasTrimmed) = text.trimmed()
        if wasTrimmed { note(.blanksTrimmed, at: cursor.tagOffset) }
        return value
    }

    private mutating func endCommandID(in parent: Role, _ cursor: some MessageCursor) {
        let number = text.number().map { Int($0) } ?? 0
        if number > draft.lastNumber {
            draft.lastNumber = number
        } else {
            draft.idsGrow = false
        }
        let id = value(cursor)
        if number == 0, id == "0" { note(.zeroCommandID, at: cursor.tagOffset) }
        if parent.isContainer, !containers.isEmpty {
            containers[containers.count - 1].id = id
        } else {
            command.id = id
        }
    }

    private mutating func endCode(_ cursor: some MessageCursor) {
        command.code = text.number()
        if command.code == nil { note(.codeIsNoNumber, at: cursor.tagOffset) }
    }

    private mutating func endData(_ cursor: some MessageCursor) {
        guard dataKind != .text else {
            item.data = .text(text.string())
            return
        }
        if dataKind == .markup {
            item.data = .markup(cursor.markup(dataOffset..<max(dataOffset, cursor.tagOffset)))
        } else {
            endOctets()
        }
        dataKind = .text
    }

    private mutating func endLocURI(in parent: Role, _ cursor: some MessageCursor) {
        let uri = value(cursor)
        let isInItem = top > 0 && frames[top - 1].role == .item
        switch (parent, isInItem) {
        case (.target, true): item.target = uri
        case (.source, true): item.source = uri
        case (.target, false): draft.header.target = uri
        default: draft.header.source = uri
        }
    }

    private mutating func endLocName(in parent: Role, _ cursor: some MessageCursor) {
        guard top > 0, frames[top - 1].role == .header else { return note(.unusedElement, at: cursor.tagOffset) }
        let name = text.string()
        if parent == .target { draft.header.targetName = name } else { draft.header.sourceName = name }
    }

    private mutating func endNoResponse(_ cursor: some MessageCursor) {
        note(.unusedElement, at: cursor.tagOffset)
        draft.header.wantsNoResponse = true
    }

    private mutating func endHeaderField(_ role: Role, _ cursor: some MessageCursor) {
        let value = value(cursor)
        switch role {
        case .verDTD: draft.header.verDTD = value
        case .verProto: draft.header.verProto = value
        case .sessionID: draft.header.sessionID = value
        case .msgID: draft.header.messageID = value
        default: draft.header.responseURI = value
        }
    }

    private mutating func endMetaField(_ role: Role, _ cursor: some MessageCursor) {
        guard let name = role.metaField else { return }
        let text = value(cursor)
        meta.others.add(MetaField(name, text))
    }
}
