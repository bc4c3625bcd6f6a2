import Notation

/// `Status`: how one command of the other side's message went (OMA-TS-DM_RepPro-V1_2_1 section 6.5.1).
package struct Status: Equatable, Sendable {
    package var id: String?
    /// `MsgRef`: the message that held the command.
    package var messageRef: String
    /// `CmdRef`: the command's CmdID verbatim, `0` for the header, empty where the command had none.
    package var commandRef: String
    /// `Cmd`: the command's element name, `SyncHdr` for the header.
    package var command: String
    /// `Data`; nil where it is missing or not a number.
    package var code: StatusCode?
    /// What few statuses have: a reply holds a status for every command, so they are kept small.
    private var rest: Boxed<Rest>?

    private struct Rest: Equatable, Sendable {
        var targetRefs: [String] = []
        var sourceRefs: [String] = []
        var credential: Credential?
        var challenge: Meta?
        var items: [Item] = []
    }

    package var targetRefs: [String] {
        get { rest?.wrappedValue.targetRefs ?? [] }
        set { changeRest { $0.targetRefs = newValue } }
    }

    package var sourceRefs: [String] {
        get { rest?.wrappedValue.sourceRefs ?? [] }
        set { changeRest { $0.sourceRefs = newValue } }
    }

    package var credential: Credential? {
        get { rest?.wrappedValue.credential }
        set { changeRest { $0.credential = newValue } }
    }

    /// `Chal/Meta`: scheme, format and next nonce of a challenge.
    package var challenge: Meta? {
        get { rest?.wrappedValue.challenge }
        set { changeRest { $0.challenge = newValue } }
    }

    package var items: [Item] {
        get { rest?.wrappedValue.items ?? [] }
        set { changeRest { $0.items = newValue } }
    }

    private mutating func changeRest(_ change: (inout Rest) -> Void) {
        var changed = rest?.wrappedValue ?? Rest()
        change(&changed)
        rest = changed == Rest() ? nil : Boxed(wrappedValue: changed)
    }

    /// Whether there is nothing beside the code, so that a writer need not ask for each part.
    package var isPlain: Bool { rest == nil }
}

// Made from the memberwise initializer, which puts a status in its place; one that sets a part after the other makes a
// copy in the end, and there is a status for every command.
extension Status {
    package init(
        id: String?, messageRef: String, commandRef: String, command: String, targetRefs: [String] = [],
        sourceRefs: [String] = [], credential: Credential? = nil, challenge: Meta? = nil, code: StatusCode?,
        items: [Item] = []
    ) {
        let rest = Rest(
            targetRefs: targetRefs, sourceRefs: sourceRefs, credential: credential, challenge: challenge, items: items)
        self.init(
            id: id, messageRef: messageRef, commandRef: commandRef, command: command, code: code,
            rest: rest == Rest() ? nil : Boxed(wrappedValue: rest))
    }

    /// A status with nothing but its code, as nearly all are.
    package init(id: String?, messageRef: String, commandRef: String, command: String, code: StatusCode?) {
        self.init(
            id: id, messageRef: messageRef, commandRef: commandRef, command: command, code: code, rest: nil)
    }
}

/// `Results`: what a Get found (section 6.5.2). A missing reference counts as `1`.
package struct Results: Equatable, Sendable {
    package var id: String?
    package var messageRef: String?
    package var commandRef: String?
    package var meta: Meta?
    package var targetRef: String?
    package var sourceRef: String?
    package var items: [Item]

    package init(
        id: String?, messageRef: String?, commandRef: String?, meta: Meta? = nil, targetRef: String? = nil,
        sourceRef: String? = nil, items: [Item] = []
    ) {
        self.id = id
        self.messageRef = messageRef
        self.commandRef = commandRef
        self.meta = meta
        self.targetRef = targetRef
        self.sourceRef = sourceRef
        self.items = items
    }
}
