internal import XML

/// Builds messages from the events of a source (XML or WBXML), straight into the model.
///
/// Elements are matched by local name in whatever namespace and order they come; what is odd is noted. The functions for
/// what is usual are short, and everything unusual is in `MessageBuilder+Oddities`.
struct MessageBuilder: XMLEventHandler {
    private let grammar = Grammar.shared
    /// The open elements, the document first; the memory belongs to the reader.
    let frames: UnsafeMutablePointer<Frame>
    /// The index of the innermost open element.
    var top = 0
    /// How deep the parser is in an element that is not looked at; 0 if it is in none.
    var skipped = 0

    /// The messages that are complete.
    var finished: [MessageDraft] = []
    var draft = MessageDraft()
    /// Whether `draft` holds a message that has begun.
    var isOpen = false
    var command = CommandDraft()
    var containers: [ContainerCommand] = []
    /// Index of each container's offset, for what is found missing at its end.
    var containerOffsets: [Int] = []
    var commandOffset = 0
    var item = Item()
    var meta = Meta()
    var credential = Credential(data: "")
    var text = TextCapture()
    /// The last Format and Type, in the source and as strings: in most messages all are the same.
    var lastFormat = (bytes: UnsafeBufferPointer<UInt8>(start: nil, count: 0), value: "")
    var lastType = (bytes: UnsafeBufferPointer<UInt8>(start: nil, count: 0), value: "")
    /// Where the content of the innermost Data begins.
    var dataOffset = 0
    /// What the innermost Data has turned out to hold.
    var dataKind = DataKind.text
    var notedLayout = false
    /// Whether the parser has told that the prefix of the coming element is not bound.
    var prefixIsUndeclared = false
    /// Why the reading was stopped.
    var failure: Failure?

    enum DataKind: UInt8 {
        /// Characters only.
        case text
        /// There were elements.
        case markup
        /// There were octets of WBXML that need not be characters.
        case octets
    }

    /// What makes a message worthless, its place still a byte offset.
    struct Failure {
        var code: SyncMLError.Code
        var message: String
        var offset: Int
    }

    init(frames: UnsafeMutablePointer<Frame>) {
        self.frames = frames
        frames[0] = Frame(role: .document, lastOrder: 0, seen: 0)
    }

    @inline(__always)
    mutating func startElement(_ tag: some MessageTag, _ cursor: some MessageCursor) {
        guard skipped == 0 else {
            skipped &+= 1
            return
        }
        let parent = frames[top].role
        let rule = grammar.rule(tag.name, in: parent)
        guard rule.role != .none else { return startUnexpected(tag, in: parent, cursor) }
        if parent == .document {
            startRoot(tag, rule.role, cursor)
        } else {
            let expected = parent == .meta ? NamespaceName.metInf.rawValue : draft.namespace
            if tag.namespace != expected || prefixIsUndeclared { noteNamespace(tag, in: parent, cursor) }
        }
        if rule.order != 0 {
            let bit: UInt32 = 1 &<< UInt32(truncatingIfNeeded: rule.order)
            if rule.order < frames[top].lastOrder || (frames[top].seen & bit != 0 && !rule.repeats) {
                noteOrder(rule, tag.name, cursor)
            } else {
                frames[top].lastOrder = rule.order
            }
            frames[top].seen |= bit
        }
        top &+= 1
        frames[top] = Frame(role: rule.role, lastOrder: 0, seen: 0)
        if rule.role.hasText {
            guard rule.role != .wrappedText else { return note(.wrappedReference, at: cursor.tagOffset) }
            text.start()
            guard rule.role == .data else { return }
            dataOffset = cursor.offset &+ 1
            dataKind = .text
        } else if rule.role.rawValue < Role.item.rawValue || rule.role == .meta {
            start(rule.role, cursor)
        }
    }

    /// What the few elements need at their start that hold commands or are one.
    private mutating func start(_ role: Role, _ cursor: some MessageCursor) {
        switch role {
        case .add, .replace, .delete, .get, .exec, .copy, .alert, .status, .results:
            guard hasRoom() else { return }
            commandOffset = cursor.tagOffset
            draft.offsets.append(commandOffset)
        case .atomic, .sequence:
            guard hasRoom() else { return }
            startContainer(role, cursor)
        case .header: draft.hasHeader = true
        case .body: draft.hasBody = true
        case .meta where frames[top - 1].role == .meta: note(.metInfWrapper, at: cursor.tagOffset)
        default: break
        }
    }

    /// Whether the message may have one command more; else the one that has begun is not looked at.
    private mutating func hasRoom() -> Bool {
        guard draft.offsets.count >= Message.mostCommands else { return true }
        draft.message.isCut = true
        top &-= 1
        skipped = 1
        return false
    }

    private mutating func startContainer(_ role: Role, _ cursor: some MessageCursor) {
        let offset = cursor.tagOffset
        draft.offsets.append(offset)
        containerOffsets.append(offset)
        containers.append(ContainerCommand(role == .atomic ? .atomic : .sequence, id: nil))
    }

    @inline(__always)
    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: some MessageCursor) {
        guard skipped == 0 else { return }
        guard text.isOn else { return noteStrayText(bytes, cursor) }
        text.add(bytes, isStable: cursor.isInSource(bytes))
    }

    mutating func characterData(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor) {
        guard skipped == 0 else { return }
        note(.characterData, at: cursor.tagOffset)
        text(bytes, cursor)
    }

    @inline(__always)
    mutating func endElement(_ cursor: some MessageCursor) {
        guard skipped == 0 else {
            skipped &-= 1
            return
        }
        let frame = frames[top]
        top &-= 1
        if frame.role.hasText {
            guard frame.role != .wrappedText else { return }
            endText(frame.role, in: frames[top].role, cursor)
            text.isOn = false
        } else {
            endStructure(frame, in: frames[top].role, cursor)
        }
    }

    /// More leniencies than this are not kept for one message: nobody reads them, and a hostile text could have millions.
    private static let maximumNotes = 1000

    mutating func note(_ kind: Tolerance.Kind, at offset: Int) {
        guard draft.notes.count < Self.maximumNotes else { return }
        draft.notes.append(MessageDraft.Note(kind: kind, offset: offset))
    }
}
