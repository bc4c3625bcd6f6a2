internal import Notation
package import SyncML
package import Wire
internal import XML

/// One side's part of an exchange: what it sent, with what was known of it.
package struct RecordedMessage: Equatable, Sendable {
    package enum Sender: String, Equatable, Hashable, Sendable {
        case device, server
    }

    package var sender: Sender
    /// nil where the capture holds bodies only.
    package var head: Head?
    /// The body as the reader of it sees it: whole, no longer cut into chunks or compressed.
    package var octets: [UInt8] { didSet { kept = Kept() } }
    package var content: Content
    package var place: CapturePlace
    /// Whether its end is missing.
    package var isCut = false
    /// What was read of it when it was found, while it is kept: a replay reads no message twice.
    private var kept = Kept()

    package init(
        sender: Sender, head: Head? = nil, octets: [UInt8], content: Content, place: CapturePlace, isCut: Bool = false
    ) {
        self.sender = sender
        self.head = head
        self.octets = octets
        self.content = content
        self.place = place
        self.isCut = isCut
    }

    /// A message that was read. It follows from the octets, so it makes no difference.
    private struct Kept: Equatable, Sendable {
        var message: Boxed<Message>?

        static func == (left: Kept, right: Kept) -> Bool { true }
    }

    /// Keeps what was read of it, until its octets change.
    mutating func keep(_ message: Message) { kept.message = Boxed(wrappedValue: message) }

    /// What it says; nil where it is none of a session, or cannot be read.
    var message: Message? {
        guard outline != nil else { return nil }
        return kept.message?.wrappedValue ?? (try? reading().message)
    }

    /// What stands before the body.
    package struct Head: Equatable, Sendable {
        package enum Start: Equatable, Sendable {
            /// The method, and the whole address where the capture tells it, else path and query.
            case request(method: String, target: String)
            case response(status: Int)
        }

        package var start: Start
        package var headers: WireHeaders

        package init(_ start: Start, headers: WireHeaders = WireHeaders()) {
            self.start = start
            self.headers = headers
        }
    }

    /// What a body is.
    package enum Content: Equatable, Sendable {
        /// A message of a session, or commands without one.
        case message(MessageOutline)
        /// A message of enrolment (MS-MDE2): its action, or `provisioning`.
        case enrollment(String)
        /// What is a message by its beginning, and cannot be read: why, and its header where that can be.
        case unreadable(String, Header?)
        /// Something else: its media type, or the name of its root.
        case other(String)
        case empty
    }

    /// The message, read anew.
    /// - Throws: `SyncMLError` with its place in the body.
    package func reading() throws(SyncMLError) -> MessageReading {
        switch MessageForm(of: octets) {
        case .wbxml: return try WBXMLReader().read(octets)
        case .xml:
            let readings = try MessageReader().readAll(octets)
            guard let first = readings.first else {
                throw SyncMLError(code: .xml(.empty), message: "The text holds no message.", place: .start)
            }
            return first
        }
    }

    /// What is known of the message, where it is one that can be read.
    package var outline: MessageOutline? {
        if case .message(let outline) = content { outline } else { nil }
    }

    /// Whether it is a message by its beginning or by what its head says, and cannot be read.
    var isLost: Bool {
        switch content {
        case .unreadable: true
        case .other: isCut || isMessageByType
        case .enrollment, .empty: isCut
        case .message: false
        }
    }

    /// Whether its head says that it is a message of a session.
    var isMessageByType: Bool { MessageForm(mediaType: head?.headers.mediaType) != nil }

    /// The header, where there is one that can be read.
    package var header: Header? {
        switch content {
        case .message(let outline): outline.header
        case .unreadable(_, let header): header
        case .enrollment, .other, .empty: nil
        }
    }
}
