/// One SyncML message of OMA-DM: a header and the commands of its body in document order
/// (OMA-TS-DM_RepPro-V1_2_1 sections 6.2.2 to 6.2.4).
///
/// A pure value: where its parts stood in the text is in `MessageReading`, beside the message and not inside it.
package struct Message: Equatable, Sendable {
    /// The mark-up version, which decides the root's namespace.
    package var version: MarkupVersion
    /// `SyncHdr`; nil where the text had none (bare commands, a `SyncBody` alone, or the empty `<SyncHdr/>` of the
    /// local management channel).
    package var header: Header?
    /// Every command of the body, also those that DM does not know, in document order.
    package var commands: [Command]
    /// Whether this is the last message of its package (`Final`).
    package var isFinal: Bool
    /// Whether the text held more commands, or items of commands, than a message may have; those beyond were left out.
    package var isCut = false

    /// The most commands, and the most items beside the first of each, that are read of one message (design, *What bad
    /// input gets*).
    package static let mostCommands = 100_000

    package init(
        version: MarkupVersion = .v1_2, header: Header? = nil, commands: [Command] = [], isFinal: Bool = true
    ) {
        self.version = version
        self.header = header
        self.commands = commands
        self.isFinal = isFinal
    }
}

/// The version of the SyncML mark-up, by the text of `VerDTD`: DM 1.2 speaks `SYNCML:SYNCML1.2`, DM 1.1.2
/// `SYNCML:SYNCML1.1`.
package enum MarkupVersion: String, Codable, Equatable, Sendable, CaseIterable {
    case v1_1 = "1.1"
    case v1_2 = "1.2"

    package var verDTD: String { rawValue }

    /// The text of `VerProto`.
    package var verProto: String { self == .v1_1 ? "DM/1.1" : "DM/1.2" }
}
