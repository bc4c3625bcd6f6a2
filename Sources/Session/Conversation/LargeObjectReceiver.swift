import SyncML

/// Puts values together that the server sends in parts (OMA-TS-DM_Protocol-V1_2_1 section 7).
struct LargeObjectReceiver: Sendable {
    /// What becomes of a command, or of one item of it.
    struct Step: Equatable {
        enum Action: Equatable {
            /// It is whole.
            case run(Command)
            /// It is a part, or a part that is wrong: its status, and the reason of one that is not 213.
            case answer(AccessCommand, StatusCode, reason: String?)
        }

        var action: Action
        /// The command's place in the message, those inside containers counted behind their container.
        var position = 0
        /// The item's place, where the command has several.
        var item: Int?
        /// TargetRef of the status, where the command has several items and each gets its own (RepPro 6.5.1).
        var targetRef: String?
    }

    /// The value of which parts have come.
    private struct Partial: Sendable {
        var verb: AccessCommand.Verb
        var item: Item
        /// The length that the first part has announced.
        var size: Int
    }

    private var partial: Partial?
    /// The greatest value in bytes that the phone takes.
    let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether a command needs the receiver at all.
    func concerns(_ commands: [Command]) -> Bool {
        if partial != nil { return true }
        return commands.contains { command in
            guard case .access(let access) = command else { return false }
            return access.hasParts
        }
    }

    /// Takes the commands of one message in order.
    /// - Returns: what to do with each, and the addresses of values that were given up because something else came
    ///   before their last part; the server is told with alert 1225.
    mutating func take(_ commands: [Command]) -> (steps: [Step], dropped: [Item]) {
        var steps: [Step] = []
        var dropped: [Item] = []
        var position = 0
        for command in commands {
            defer { position += command.count }
            if let partial, !isContinued(by: command) {
                dropped.append(Item(target: partial.item.target))
                self.partial = nil
            }
            guard case .access(let access) = command, access.id != nil, partial != nil || access.hasParts else {
                steps.append(Step(action: .run(command), position: position))
                continue
            }
            takeItems(of: access, at: position, &steps, &dropped)
        }
        return (steps, dropped)
    }

    /// Whether a command may stand beside a value that is not whole, or goes on with it.
    private func isContinued(by command: Command) -> Bool {
        switch command {
        case .status, .results: true
        case .alert(let alert): alert.code == .nextMessage
        case .access(let access):
            access.id != nil && access.verb == partial?.verb && access.items.first?.target == partial?.item.target
        case .container, .unknown: false
        }
    }

    private mutating func takeItems(
        of access: AccessCommand, at position: Int, _ steps: inout [Step], _ dropped: inout [Item]
    ) {
        for (index, item) in access.items.enumerated() {
            // Only the first item can go on with a value, and only the last one can go on in the next message.
            if index > 0, let partial {
                dropped.append(Item(target: partial.item.target))
                self.partial = nil
            }
            var single = access
            single.items = [item]
            let isOneOfSeveral = access.items.count > 1
            steps.append(
                Step(
                    action: take(single, item), position: position, item: isOneOfSeveral ? index : nil,
                    targetRef: isOneOfSeveral ? item.target : nil))
        }
    }

    private mutating func take(_ access: AccessCommand, _ item: Item) -> Step.Action {
        if var known = partial {
            known.item.append(item.data)
            known.item.hasMoreData = item.hasMoreData
            return take(access, known)
        }
        guard item.hasMoreData else { return .run(.access(access)) }
        // Inferred: the reference gives 411 to a length that is missing, and 413 to one that is too great.
        guard let text = item.meta?[.size] ?? access.meta?[.size], let size = Int(text), size >= 0 else {
            return .answer(
                access, .sizeRequired, reason: "the first part of a value must announce its length in Meta/Size")
        }
        guard size <= limit else {
            return .answer(
                access, .requestEntityTooLarge, reason: "the value has \(size) bytes; the phone takes \(limit)")
        }
        return take(access, Partial(verb: access.verb, item: item, size: size))
    }

    /// The status of a part, or the whole value in place of the last part.
    private mutating func take(_ access: AccessCommand, _ known: Partial) -> Step.Action {
        partial = nil
        let count = known.item.data?.byteCount ?? 0
        guard known.item.hasMoreData ? count <= known.size : count == known.size else {
            return .answer(
                access, .sizeMismatch,
                reason: "\(count) bytes have come, \(known.size) were announced; nothing is stored")
        }
        guard known.item.hasMoreData else {
            var whole = access
            whole.items = [known.item]
            return .run(.access(whole))
        }
        partial = known
        return .answer(access, .chunkedItemAccepted, reason: nil)
    }
}

extension AccessCommand {
    /// Whether a value of it goes on in the next message.
    fileprivate var hasParts: Bool { items.contains(where: \.hasMoreData) }
}

extension Item {
    /// Adds a part of a value.
    fileprivate mutating func append(_ part: ItemData?) {
        switch (data, part) {
        case (_, nil): break
        case (nil, let part): data = part
        case (.bytes(let known), .bytes(let more)): data = .bytes(known + more)
        case (let known?, let more?): data = .text(known.text + more.text)
        }
    }
}

extension ItemData {
    /// The length of a value as it travels (OMA-TS-DM_Protocol-V1_2_1 section 7; protocol.md 1.8).
    fileprivate var byteCount: Int {
        switch self {
        case .text(let text), .markup(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        }
    }
}
