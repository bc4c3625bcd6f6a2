internal import XML

/// What is made when an element with elements inside ends.
extension MessageBuilder {
    mutating func endStructure(_ frame: Frame, in parent: Role, _ cursor: some MessageCursor) {
        switch frame.role {
        case .item: endItem()
        case .meta: endMeta(in: parent)
        case .add, .replace, .delete, .get, .exec, .copy: endAccess(frame.role)
        case .status: endStatus()
        case .alert: endAlert()
        case .results: endResults()
        case .atomic, .sequence: endContainer()
        case .unknownCommand: endUnknown()
        case .credential: endCredential(in: parent)
        case .challenge: command.challenge = command.challenge ?? Meta()
        case .header: endHeader(frame, cursor)
        case .syncML: endMessage(cursor)
        case .body where parent == .document: endBareBody(cursor)
        default: break
        }
        if parent == .document { endRoot(frame.role) }
    }

    private mutating func endItem() {
        if !command.items.isEmpty {
            draft.furtherItems += 1
            guard draft.furtherItems <= Message.mostCommands else {
                draft.message.isCut = true
                item = Item()
                return
            }
        }
        command.items.move(&item, leaving: Item())
    }

    private mutating func endMeta(in parent: Role) {
        guard parent != .meta else { return }
        let done = Meta(format: meta.format.take(), type: meta.type.take(), others: meta.others.take())
        switch parent {
        case .item: item.meta = done
        case .header: draft.header.meta = done
        case .credential: credential.meta = done
        case .challenge: command.challenge = done
        case .atomic, .sequence:
            if !containers.isEmpty { containers[containers.count - 1].meta = done }
        default: command.meta = done
        }
    }

    private mutating func endCredential(in parent: Role) {
        let done = credential
        credential = Credential(data: "")
        if parent == .header {
            draft.header.credential = done
        } else {
            command.credential = done
        }
    }

    // MARK: - Commands

    // Every part is taken out of the draft, so that none is left for the next command; what a command of this kind cannot
    // have was never set.

    @inline(__always)
    private mutating func append(_ command: consuming Command) {
        if containers.isEmpty {
            draft.message.commands.append(consume command)
        } else {
            containers[containers.count - 1].commands.append(consume command)
        }
    }

    @inline(__always)
    private mutating func takeID() -> String? {
        guard let id = command.id.take() else {
            note(.missingCommandID, at: commandOffset)
            return nil
        }
        return id
    }

    private mutating func endAccess(_ role: Role) {
        guard let verb = role.verb else { return }
        append(
            .access(
                AccessCommand(
                    verb, id: takeID(), meta: command.meta.take(), correlator: command.correlator.take(),
                    items: command.items.take()
                )
            )
        )
    }

    private mutating func endAlert() {
        let code = command.code.take().map { AlertCode(rawValue: $0) }
        append(
            .alert(
                Alert(id: takeID(), code: code, correlator: command.correlator.take(), items: command.items.take())
            )
        )
    }

    private mutating func endStatus() {
        if command.messageRef == nil || command.commandRef == nil || command.command == nil {
            note(.missingReference, at: commandOffset)
        }
        var status = Status(
            id: takeID(), messageRef: command.messageRef.take() ?? "", commandRef: command.commandRef.take() ?? "",
            command: command.command.take() ?? "", code: command.code.take().map { StatusCode(rawValue: $0) })
        if !command.targetRefs.isEmpty { status.targetRefs = command.targetRefs.take() }
        if !command.sourceRefs.isEmpty { status.sourceRefs = command.sourceRefs.take() }
        if command.credential != nil { status.credential = command.credential.take() }
        if command.challenge != nil { status.challenge = command.challenge.take() }
        if !command.items.isEmpty { status.items = command.items.take() }
        append(.status(status))
    }

    private mutating func endResults() {
        append(
            .results(
                Results(
                    id: takeID(), messageRef: command.messageRef.take(), commandRef: command.commandRef.take(),
                    meta: command.meta.take(), targetRef: command.targetRefs.take().last,
                    sourceRef: command.sourceRefs.take().last, items: command.items.take()
                )
            )
        )
    }

    private mutating func endUnknown() {
        append(.unknown(UnknownCommand(name: command.unknownName, id: takeID())))
    }

    private mutating func endContainer() {
        guard let done = containers.popLast(), let offset = containerOffsets.popLast() else { return }
        if done.id == nil { note(.missingCommandID, at: offset) }
        append(.container(done))
    }
}
