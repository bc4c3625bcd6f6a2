internal import Archives
internal import SyncML
internal import Wire

/// Makes messages of what readers found: undoes codings, and tells what each body is.
struct PartJudge {
    private let text = MessageReader()
    private let binary = WBXMLReader()
    private let coding: BodyCoding
    private var warnings: [CaptureWarning] = []
    /// A file whose bodies are laid out anew is told once.
    private var fileLaidOut: String?
    /// What was read of the body that is judged.
    private var read: Message?
    /// Where the last message begins within which its file ends.
    private(set) var brokenOff: CapturePlace?
    /// Whether the request that came last was one for a head alone.
    private(set) var isAskedForHead = false

    init(_ limits: CaptureLimits) {
        coding = BodyCoding(maximum: limits.maximumBodyBytes)
    }

    /// Hands out what there was to warn of.
    mutating func takeWarnings() -> [CaptureWarning] {
        defer { warnings = [] }
        return warnings
    }

    /// - Parameter part: its sender is the device where it is a request, the server where it is an answer; else what the
    ///   message itself says, and the server where it does not tell.
    /// - Parameter keepsReading: whether what was read of it stays with it.
    mutating func message(_ part: CapturedPart, keepsReading: Bool = false) -> RecordedMessage {
        read = nil
        var body = part.body
        var content: RecordedMessage.Content?
        let undone =
            part.head.map { coding.undo($0.headers, part.body) } ?? BodyCoding.Undone(outcome: .body(part.body))
        switch undone.outcome {
        case .body(let octets): body = octets
        case .unknown(let name):
            content = .other(name)
            warn(.unknownCoding, part, Self.unknownCoding(name))
        case .fault(let fault):
            content = .unreadable(Self.sentence(fault), nil)
            // Where its chunks end too early, that is told of it.
            if !undone.endsWithinChunks { warn(.unreadableMessage, part, Self.sentence(fault)) }
        }
        let judged = content ?? self.content(of: &body, part)
        var message = RecordedMessage(
            sender: .server, head: part.head, octets: body, content: judged, place: part.place, isCut: part.isCut)
        message.sender = Self.sender(part.role, message)
        if keepsReading, let read { message.keep(read) }
        if case .request(let method, _)? = part.head?.start { isAskedForHead = method == "HEAD" }
        tell(part, &message, endsWithinChunks: undone.endsWithinChunks)
        return message
    }

    private static func sender(_ role: CapturedPart.Role, _ message: RecordedMessage) -> RecordedMessage.Sender {
        switch role {
        case .request: return .device
        case .response: return .server
        case .loose:
            if let sender = message.outline?.sender { return sender }
            if case .enrollment(let action) = message.content, EnrollmentAction.isRequest(action) { return .device }
            return message.header.flatMap { MessageOutline(Message(header: $0), form: .xml).sender } ?? .server
        }
    }

    private mutating func content(of body: inout [UInt8], _ part: CapturedPart) -> RecordedMessage.Content {
        if body.isEmpty { return .empty }
        if WBXMLReader.recognizes(body) {
            do {
                return outline(try binary.read(body), .wbxml)
            } catch {
                return .unreadable(error.description, nil)
            }
        }
        // In UTF-16 as well: what a file's text is decided before.
        let source = CaptureSource(CaptureFile(name: "", octets: body), CaptureLimits())
        guard let root = source.root else {
            return body.allSatisfy(\.isBlank) ? .empty : .other(part.head?.headers.mediaType ?? "text")
        }
        switch root.name {
        case "Envelope": return .enrollment(EnrollmentAction.name(in: source.text) ?? root.name)
        case "wap-provisioningdoc": return .enrollment("provisioning")
        case let name where name == "SyncML" || CommandsReader.recognizes(source): return message(&body, source, part)
        default: return .other(part.head?.headers.mediaType ?? root.name)
        }
    }

    private mutating func message(
        _ body: inout [UInt8], _ source: CaptureSource, _ part: CapturedPart
    ) -> RecordedMessage.Content {
        do {
            guard let reading = try text.readAll(body).first else { return .empty }
            return outline(reading, .xml)
        } catch {
            let broken = BrokenText(source)
            if let repaired = broken.withoutInnerDeclarations, let reading = try? text.readAll(repaired).first {
                warn(
                    .declarationsLeftOut, part,
                    "values in it begin with an XML declaration of their own, as the local channel of Windows writes them; "
                        + "declarations inside a document are no XML, and were left out")
                body = repaired
                return outline(reading, .xml)
            }
            let advice = broken.hasTypographicQuotes ? " " + BrokenText.quotesAdvice : ""
            return .unreadable(error.description + advice, broken.header(by: text))
        }
    }

    private mutating func outline(_ reading: MessageReading, _ form: MessageForm) -> RecordedMessage.Content {
        read = reading.message
        return .message(MessageOutline(reading.message, form: form))
    }
}

extension PartJudge {
    /// What there is to say of a message: what is lost, cut, unreadable, or of another length than was told.
    private mutating func tell(_ part: CapturedPart, _ message: inout RecordedMessage, endsWithinChunks: Bool) {
        if part.lostOctets > 0 {
            let isOne = part.lostOctets == 1
            warn(
                .octetsLost, part,
                "\(part.lostOctets) \(isOne ? "octet" : "octets") of the body \(isOne ? "is" : "are") lost: the program that "
                    + "wrote the capture took binary for text; record it with another one, or as base64")
        }
        let isUnreadable: Bool
        if case .unreadable = message.content { isUnreadable = true } else { isUnreadable = false }
        let length = part.head?.headers["Content-Encoding"] == nil ? part.head?.contentLength : nil
        let isShort = endsWithinChunks || (length.map { $0 > part.body.count } ?? false)
        if part.isLast, isBrokenOff(part, message, endsWithinChunks: endsWithinChunks) {
            message.isCut = true
            brokenOff = part.place
            // The capture's damage is told at its end, and need not be told twice.
        } else if isUnreadable, isShort || part.isCut {
            message.isCut = true
            warn(.messageCut, part, "the message ends before its end; what is missing cannot be replayed")
        } else if case .unreadable(let reason, _) = message.content, part.lostOctets == 0, message.octets == part.body {
            let isTypography = reason.hasSuffix(BrokenText.quotesAdvice)
            warn(
                isTypography ? .typographicQuotes : .unreadableMessage, part,
                "this looks like a message and cannot be read: \(reason)")
        } else if case .other(let type) = message.content, message.isMessageByType,
            type == part.head?.headers.mediaType, part.lostOctets == 0
        {
            warn(
                .unreadableMessage, part, "its head says that this is a message, and it does not begin as one does")
        } else if let length, length != part.body.count, message.outline != nil, fileLaidOut != part.place.file {
            fileLaidOut = part.place.file
            warn(
                .bodyLaidOut, part,
                "the body has \(part.body.count) octets where its head says \(length): the program that wrote the capture "
                    + "laid bodies out anew, so lengths and blanks are not those of the wire")
        }
    }

    private mutating func warn(_ kind: CaptureWarning.Kind, _ part: CapturedPart, _ message: String) {
        warnings.append(CaptureWarning(kind, at: part.place, message))
    }

    private static func unknownCoding(_ name: String) -> String {
        "the body is compressed as \(name), which is not read here; let the program that records take "
            + "Accept-Encoding out of requests, or save the body decoded"
    }

    private static func sentence(_ fault: Inflate.Fault) -> String {
        switch fault {
        case .cut: "the compressed body ends before its end; record it again"
        case .broken: "the compressed body is broken; record it again"
        case .tooLarge: "the compressed body would have more octets than any phone reads"
        }
    }
}
