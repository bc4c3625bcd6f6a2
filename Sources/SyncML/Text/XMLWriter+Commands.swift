internal import XML

/// Commands in DTD order (protocol section 1.1).
extension XMLWriter {
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
        open("Status")
        if let id = status.id { leaf("CmdID", text: id) }
        leaf("MsgRef", text: status.messageRef)
        leaf("CmdRef", text: status.commandRef)
        leaf("Cmd", text: status.command)
        if !status.isPlain { writeReferences(of: status) }
        if let code = status.code { leaf("Data", number: code.rawValue) }
        if !status.isPlain { for item in status.items { write(item) } }
        close("Status")
    }

    private mutating func writeReferences(of status: Status) {
        for reference in status.targetRefs { leaf("TargetRef", text: reference) }
        for reference in status.sourceRefs { leaf("SourceRef", text: reference) }
        if let credential = status.credential { write(credential) }
        guard let challenge = status.challenge else { return }
        open("Chal")
        write(challenge)
        close("Chal")
    }

    mutating func write(_ results: Results) {
        open("Results")
        if let id = results.id { leaf("CmdID", text: id) }
        if let reference = results.messageRef { leaf("MsgRef", text: reference) }
        if let reference = results.commandRef { leaf("CmdRef", text: reference) }
        if let meta = results.meta { write(meta) }
        if let reference = results.targetRef { leaf("TargetRef", text: reference) }
        if let reference = results.sourceRef { leaf("SourceRef", text: reference) }
        for item in results.items { write(item) }
        close("Results")
    }

    private mutating func write(_ access: AccessCommand) {
        let name: StaticString =
            switch access.verb {
            case .add: "Add"
            case .replace: "Replace"
            case .delete: "Delete"
            case .get: "Get"
            case .exec: "Exec"
            case .copy: "Copy"
            }
        open(name)
        if let id = access.id { leaf("CmdID", text: id) }
        if let meta = access.meta { write(meta) }
        if let correlator = access.correlator { leaf("Correlator", text: correlator) }
        for item in access.items { write(item) }
        close(name)
    }

    private mutating func write(_ alert: Alert) {
        open("Alert")
        if let id = alert.id { leaf("CmdID", text: id) }
        if let code = alert.code { leaf("Data", number: code.rawValue) }
        if let correlator = alert.correlator { leaf("Correlator", text: correlator) }
        // Windows puts the type before the format in alerts (capture 001), and the format before the type elsewhere.
        for item in alert.items { write(item, typeFirst: true) }
        close("Alert")
    }

    private mutating func write(_ container: ContainerCommand) {
        let name: StaticString = container.kind == .atomic ? "Atomic" : "Sequence"
        open(name)
        if let id = container.id { leaf("CmdID", text: id) }
        if let meta = container.meta { write(meta) }
        write(container.commands)
        close(name)
    }

    private mutating func write(_ unknown: UnknownCommand) {
        open(named: unknown.name)
        if let id = unknown.id { leaf("CmdID", text: id) }
        close(named: unknown.name)
    }
}
