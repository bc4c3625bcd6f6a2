/// A message while it is being read; places are still byte offsets.
struct MessageDraft {
    /// A leniency whose place is still a byte offset.
    struct Note {
        var kind: Tolerance.Kind
        var offset: Int
    }

    var message = Message(isFinal: false)
    /// Of each command's start tag, in pre-order.
    var offsets: [Int] = []
    var notes: [Note] = []
    /// The items beside the first of each command.
    var furtherItems = 0
    /// Whether the root is not SyncML; further such roots belong to the same message.
    var isBare = false
    /// The root's namespace, as an index in the vocabulary.
    var namespace = 0
    var rootOffset = 0
    /// The header, which counts if it has parts.
    var header = Header(verDTD: "", verProto: "", sessionID: "", messageID: "", target: "", source: "")
    var headerHasParts = false
    var hasHeader = false
    var hasBody = false
    /// The greatest CmdID so far, if all have been growing numbers; after that they must be compared one by one.
    var lastNumber = 0
    var idsGrow = true
}

/// A command while it is being read: the parts that any command can have.
struct CommandDraft {
    var id: String?
    var meta: Meta?
    var correlator: String?
    var items: [Item] = []
    var messageRef: String?
    var commandRef: String?
    var command: String?
    var targetRefs: [String] = []
    var sourceRefs: [String] = []
    var credential: Credential?
    var challenge: Meta?
    /// The number in Data of an Alert or Status.
    var code: UInt16?
    /// The element's name, if it is not a command of DM.
    var unknownName = ""
}

extension Array {
    /// The elements, leaving none: a move, where an assignment would copy.
    @inline(__always)
    mutating func take() -> [Element] {
        var taken: [Element] = []
        swap(&taken, &self)
        return taken
    }

    /// Appends; an array of one element gets no room for growth.
    @inline(__always)
    mutating func add(_ element: consuming Element) {
        if isEmpty {
            self = [consume element]
        } else {
            append(consume element)
        }
    }

    /// The same for a large element: the replacement goes in and changes places with it, which moves, where appending
    /// would copy.
    mutating func move(_ element: inout Element, leaving replacement: consuming Element) {
        if isEmpty { self = [replacement] } else { append(replacement) }
        swap(&self[count - 1], &element)
    }
}

/// An element that is open.
struct Frame {
    var role: Role
    /// The greatest order of a child so far.
    var lastOrder: UInt8
    /// One bit for each name among the children so far, by the rule's order.
    var seen: UInt32
}
