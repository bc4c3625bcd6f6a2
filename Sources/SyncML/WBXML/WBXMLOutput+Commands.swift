/// Commands in DTD order (protocol section 1.1).
extension WBXMLOutput {
    mutating func write(_ commands: [Command]) {
        for command in commands {
            switch command {
            case .status(let status): write(status)
            case .results(let results): write(results)
            case .access(let access): write(access)
            case .alert(let alert): write(alert)
            case .container(let container): write(container)
            case .unknown(let unknown): write(unknown)
            }
        }
    }

    mutating func write(_ status: Status) {
        open(.status)
        if let id = status.id { leaf(.cmdID, text: id) }
        leaf(.msgRef, text: status.messageRef)
        leaf(.cmdRef, text: status.commandRef)
        leaf(.cmd, text: status.command)
        if !status.isPlain { writeReferences(of: status) }
        if let code = status.code { leaf(.data, number: code.rawValue) }
        if !status.isPlain { for item in status.items { write(item, nil) } }
        end()
    }

    private mutating func writeReferences(of status: Status) {
        for reference in status.targetRefs { leaf(.targetRef, text: reference) }
        for reference in status.sourceRefs { leaf(.sourceRef, text: reference) }
        if let credential = status.credential { write(credential) }
        guard let challenge = status.challenge else { return }
        open(.chal)
        write(challenge)
        end()
    }

    mutating func write(_ results: Results) {
        open(.results)
        if let id = results.id { leaf(.cmdID, text: id) }
        if let reference = results.messageRef { leaf(.msgRef, text: reference) }
        if let reference = results.commandRef { leaf(.cmdRef, text: reference) }
        if let meta = results.meta { write(meta) }
        if let reference = results.targetRef { leaf(.targetRef, text: reference) }
        if let reference = results.sourceRef { leaf(.sourceRef, text: reference) }
        for item in results.items { write(item, results.meta) }
        end()
    }

    private mutating func write(_ access: AccessCommand) {
        let name: ElementName =
            switch access.verb {
            case .add: .add
            case .replace: .replace
            case .delete: .delete
            case .get: .get
            case .exec: .exec
            case .copy: .copy
            }
        open(name)
        if let id = access.id { leaf(.cmdID, text: id) }
        if let meta = access.meta { write(meta) }
        if let correlator = access.correlator { leaf(.correlator, text: correlator) }
        for item in access.items { write(item, access.meta) }
        end()
    }

    private mutating func write(_ alert: Alert) {
        open(.alert)
        if let id = alert.id { leaf(.cmdID, text: id) }
        if let code = alert.code { leaf(.data, number: code.rawValue) }
        if let correlator = alert.correlator { leaf(.correlator, text: correlator) }
        // The order that Windows has in the XML of alerts (capture 001).
        for item in alert.items { write(item, nil, typeFirst: true) }
        end()
    }

    private mutating func write(_ container: ContainerCommand) {
        open(container.kind == .atomic ? .atomic : .sequence)
        if let id = container.id { leaf(.cmdID, text: id) }
        if let meta = container.meta { write(meta) }
        write(container.commands)
        end()
    }

    /// By its token where SyncML has one for the name, such as Put, though DM does not.
    private mutating func write(_ unknown: UnknownCommand) {
        let token = WBXMLCodePage.syncML.token(of: unknown.name).map { WBXMLVocabulary.Token(page: 0, token: $0) }
        open(token, name: unknown.name, hasContent: unknown.id != nil)
        guard let id = unknown.id else { return }
        leaf(.cmdID, text: id)
        end()
    }
}
