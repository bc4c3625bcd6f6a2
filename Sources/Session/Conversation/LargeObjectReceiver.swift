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

    /// A value whose last part has not come.
    private struct Open: Sendable {
        var verb: AccessCommand.Verb
        /// The first part, without its data.
        var item: Item
        var state: State

        enum State: Equatable, Sendable {
            /// The length that the first part has announced.
            case announced(Int)
            /// Nothing of it is stored, and the parts that come all the same get the code of the one that was refused.
            case refused(StatusCode)
        }
    }

    private var open: Open?
    /// What has come of the open value: apart from it, so that it grows in its place.
    private var parts = CollectedParts()
    /// The greatest value in bytes that the phone takes.
    let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether a command needs the receiver at all.
    func concerns(_ commands: [Command]) -> Bool {
        if open != nil { return true }
        return commands.contains { command in
            guard case .access(let access) = command else { return false }
            return access.hasParts
        }
    }

    /// Goes through the commands of one message in order.
    /// - Returns: what to do with each, and the addresses of values that were given up because something else came
    ///   before their last part; the server is told with alert 1225.
    mutating func collect(_ commands: [Command]) -> (steps: [Step], dropped: [Item]) {
        var steps: [Step] = []
        var dropped: [Item] = []
        var position = 0
        for command in commands {
            defer { position += command.count }
            if let open, !isContinued(by: command) { drop(open, &dropped) }
            guard case .access(let access) = command, access.id != nil, open != nil || access.hasParts else {
                steps.append(Step(action: .run(command), position: position))
                continue
            }
            collectItems(of: access, at: position, &steps, &dropped)
        }
        return (steps, dropped)
    }

    /// Gives an open value up. The server knows already of one that was refused.
    private mutating func drop(_ given: Open, _ dropped: inout [Item]) {
        if case .announced = given.state { dropped.append(Item(target: given.item.target)) }
        close()
    }

    private mutating func close() {
        open = nil
        parts = CollectedParts()
    }

    /// Whether a command may stand beside a value that is not whole, or goes on with it.
    private func isContinued(by command: Command) -> Bool {
        switch command {
        case .status, .results: true
        case .alert(let alert): alert.code == .nextMessage
        case .access(let access):
            access.id != nil && access.verb == open?.verb && access.items.first?.target == open?.item.target
        case .container, .unknown: false
        }
    }

    private mutating func collectItems(
        of access: AccessCommand, at position: Int, _ steps: inout [Step], _ dropped: inout [Item]
    ) {
        for (index, item) in access.items.enumerated() {
            // Only the first item can go on with a value, and only the last one can go on in the next message.
            if index > 0, let open { drop(open, &dropped) }
            var single = access
            single.items = [item]
            let isOneOfSeveral = access.items.count > 1
            steps.append(
                Step(
                    action: collectPart(single, item), position: position, item: isOneOfSeveral ? index : nil,
                    targetRef: isOneOfSeveral ? item.target : nil))
        }
    }

    private mutating func collectPart(_ access: AccessCommand, _ item: Item) -> Step.Action {
        if let open { return collectPart(access, item, of: open) }
        guard item.hasMoreData else { return .run(.access(access)) }
        // Inferred: the reference gives 411 to a length that is missing, and 413 to one that is too great.
        guard let text = item.meta?[.size] ?? access.meta?[.size], let size = Int(text), size >= 0 else {
            return refuse(
                access, item, .sizeRequired, "the first part of a value must announce its length in Meta/Size")
        }
        guard size <= limit else {
            return refuse(
                access, item, .requestEntityTooLarge, "the value has \(size) bytes; the phone takes \(limit)")
        }
        var first = item
        first.data = nil
        let begun = Open(verb: access.verb, item: first, state: .announced(size))
        open = begun
        return collectPart(access, item, of: begun)
    }

    /// The status of a part, or the whole value in place of the last part.
    private mutating func collectPart(_ access: AccessCommand, _ item: Item, of known: Open) -> Step.Action {
        guard case .announced(let size) = known.state else {
            return refuseFurther(access, item, known)
        }
        parts.append(item.data)
        guard item.hasMoreData ? parts.byteCount <= size : parts.byteCount == size else {
            return refuse(
                access, item, .sizeMismatch,
                "\(parts.byteCount) bytes have come, \(size) were announced; nothing is stored")
        }
        guard item.hasMoreData else {
            var whole = access
            whole.items = [known.item]
            whole.items[0].data = parts.data
            whole.items[0].hasMoreData = false
            close()
            return .run(.access(whole))
        }
        return .answer(access, .chunkedItemAccepted, reason: nil)
    }

    /// Refuses a part, and the rest of the value with it.
    private mutating func refuse(
        _ access: AccessCommand, _ item: Item, _ code: StatusCode, _ reason: String
    ) -> Step.Action {
        close()
        if item.hasMoreData {
            open = Open(verb: access.verb, item: Item(target: item.target), state: .refused(code))
        }
        return .answer(access, code, reason: reason)
    }

    /// A part of a value that was refused before: to take the last one for a whole value would store its tail.
    private mutating func refuseFurther(_ access: AccessCommand, _ item: Item, _ known: Open) -> Step.Action {
        guard case .refused(let code) = known.state else { return .run(.access(access)) }
        return refuse(access, item, code, "an earlier part of the value was refused; nothing of it is stored")
    }
}

extension AccessCommand {
    /// Whether a value of it goes on in the next message.
    fileprivate var hasParts: Bool { items.contains(where: \.hasMoreData) }
}
