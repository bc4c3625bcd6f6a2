/// One element of a message's body, or of an Atomic or Sequence (OMA-TS-DM_RepPro-V1_2_1 section 6.6).
package enum Command: Equatable, Sendable {
    /// Add, Replace, Delete, Get, Exec or Copy: a verb and the nodes that it is for.
    case access(AccessCommand)
    case alert(Alert)
    /// Atomic or Sequence.
    case container(ContainerCommand)
    case status(Status)
    case results(Results)
    /// An element that is not a DM command; it is answered with 400 (Microsoft, *OMA DM protocol support*).
    case unknown(UnknownCommand)

    /// The element's name.
    package var name: String {
        switch self {
        case .access(let command): command.verb.name
        case .alert: "Alert"
        case .container(let container): container.kind.name
        case .status: "Status"
        case .results: "Results"
        case .unknown(let unknown): unknown.name
        }
    }
}

/// A command on the management tree.
package struct AccessCommand: Equatable, Sendable {
    /// What is asked of the nodes.
    package enum Verb: UInt8, Equatable, Hashable, Sendable, CaseIterable {
        case add, replace, delete, get, exec, copy

        /// The element's name.
        package var name: String {
            switch self {
            case .add: "Add"
            case .replace: "Replace"
            case .delete: "Delete"
            case .get: "Get"
            case .exec: "Exec"
            case .copy: "Copy"
            }
        }
    }

    package var verb: Verb
    /// `CmdID` as received, of any shape; nil where it is missing, which is answered with 400.
    package var id: String?
    /// Meta for all items; an item's own Meta overrides it field by field.
    package var meta: Meta?
    /// `Correlator` of an Exec, which Windows does not support.
    package var correlator: String?
    package var items: [Item]

    package init(
        _ verb: Verb, id: String?, meta: Meta? = nil, correlator: String? = nil, items: [Item] = []
    ) {
        self.verb = verb
        self.id = id
        self.meta = meta
        self.correlator = correlator
        self.items = items
    }
}

/// `Alert`: an event, or the control of a session (section 6.6.2).
package struct Alert: Equatable, Sendable {
    package var id: String?
    /// `Data`; nil where it is missing or not a number.
    package var code: AlertCode?
    package var correlator: String?
    package var items: [Item]

    package init(id: String?, code: AlertCode?, correlator: String? = nil, items: [Item] = []) {
        self.id = id
        self.code = code
        self.correlator = correlator
        self.items = items
    }
}

/// `Atomic` (all or nothing, section 6.6.3) or `Sequence` (strictly in order, section 6.6.14).
package struct ContainerCommand: Equatable, Sendable {
    package enum Kind: UInt8, Equatable, Hashable, Sendable {
        case atomic, sequence

        /// The element's name.
        package var name: String {
            switch self {
            case .atomic: "Atomic"
            case .sequence: "Sequence"
            }
        }
    }

    package var kind: Kind
    package var id: String?
    /// Meta for the commands inside.
    package var meta: Meta?
    package var commands: [Command]

    package init(_ kind: Kind, id: String?, meta: Meta? = nil, commands: [Command] = []) {
        self.kind = kind
        self.id = id
        self.meta = meta
        self.commands = commands
    }
}

/// An element where a command should stand, whose name DM does not know. Its content is not kept.
package struct UnknownCommand: Equatable, Sendable {
    /// The element's local name as received.
    package var name: String
    package var id: String?

    package init(name: String, id: String?) {
        self.name = name
        self.id = id
    }
}
