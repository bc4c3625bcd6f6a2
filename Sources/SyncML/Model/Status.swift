/// `Status`: how one command of the other side's message went (OMA-TS-DM_RepPro-V1_2_1 section 6.5.1).
package struct Status: Equatable, Sendable {
    package var id: String?
    /// `MsgRef`: the message that held the command.
    package var messageRef: String
    /// `CmdRef`: the command's CmdID verbatim, `0` for the header, empty where the command had none.
    package var commandRef: String
    /// `Cmd`: the command's element name, `SyncHdr` for the header.
    package var command: String
    package var targetRefs: [String]
    package var sourceRefs: [String]
    package var credential: Credential?
    /// `Chal/Meta`: scheme, format and next nonce of a challenge.
    package var challenge: Meta?
    /// `Data`; nil where it is missing or not a number.
    package var code: StatusCode?
    package var items: [Item]

    package init(
        id: String?, messageRef: String, commandRef: String, command: String, targetRefs: [String] = [],
        sourceRefs: [String] = [], credential: Credential? = nil, challenge: Meta? = nil, code: StatusCode?,
        items: [Item] = []
    ) {
        self.id = id
        self.messageRef = messageRef
        self.commandRef = commandRef
        self.command = command
        self.targetRefs = targetRefs
        self.sourceRefs = sourceRefs
        self.credential = credential
        self.challenge = challenge
        self.code = code
        self.items = items
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
