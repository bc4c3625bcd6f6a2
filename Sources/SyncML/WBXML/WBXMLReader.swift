package import XML

/// Reads binary messages into the model that XML is read into, with the places of the commands (byte offsets) and the
/// leniencies used (OMA-TS-SyncML_RepPro-V1_2_2 section 8; W3C note *wbxml*).
///
/// A reader keeps its memory and is meant to be used again; it is for one thread at a time.
package final class WBXMLReader {
    private let limits: XMLLimits
    private let frames: UnsafeMutablePointer<Frame>

    package init(limits: XMLLimits = XMLLimits()) {
        self.limits = limits
        let count = max(limits.maximumDepth, 0) + 2
        frames = .allocate(capacity: count)
        frames.initialize(repeating: Frame(role: .document, lastOrder: 0, seen: 0), count: count)
    }

    deinit {
        frames.deallocate()
    }

    /// Whether the octets begin as binary documents do, with a version from 1.1 to 1.3; no text begins so.
    package static func recognizes(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first else { return false }
        return (1...3).contains(first)
    }

    /// Reads one message.
    /// - Throws: `SyncMLError` with the byte offset of what cannot be read.
    package func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(SyncMLError) -> MessageReading {
        guard bytes.count <= limits.maximumBytes else {
            throw .wbxml(
                .tooLarge,
                "The message has \(bytes.count) bytes, more than the \(limits.maximumBytes) accepted; split it.", at: 0)
        }
        var tokens = WBXMLTokenizer(bytes, limits: limits)
        let header = try WBXMLHeader(&tokens)
        var builder = MessageBuilder(frames: frames)
        // Inferred: where the identifier names no version, elements are taken for those of 1.2, which has all of 1.1.
        let namespace = header.language?.rootNamespace ?? .syncML12
        try withUnsafeMutablePointer(to: &tokens) {
            (tokens: UnsafeMutablePointer<WBXMLTokenizer>) throws(SyncMLError) in
            var feed = WBXMLFeed(tokens, namespace: namespace, maximumDepth: limits.maximumDepth)
            try feed.run(into: &builder)
        }
        builder.finishText()
        guard !builder.finished.isEmpty else { throw .truncated(at: bytes.count) }
        return Self.reading(&builder.finished[0], header.language)
    }

    /// The same for an array.
    package func read(_ bytes: [UInt8]) throws(SyncMLError) -> MessageReading {
        try bytes.withUnsafeBufferPointer { (buffer) throws(SyncMLError) in try read(buffer) }
    }

    private static func reading(_ draft: inout MessageDraft, _ language: WBXMLLanguage?) -> MessageReading {
        settleVersion(&draft, language)
        draft.notes.sort { $0.offset < $1.offset }
        var reading = MessageReading(
            message: Message(), places: draft.offsets.map { .octet($0) },
            tolerances: draft.notes.map { Tolerance($0.kind, at: .octet($0.offset)) }
        )
        swap(&reading.message, &draft.message)
        return reading
    }

    /// Inferred: VerDTD tells the version, because phones and servers send public identifiers of another one (captures
    /// 072 and 079); without it the identifier does.
    private static func settleVersion(_ draft: inout MessageDraft, _ language: WBXMLLanguage?) {
        let told: WBXMLLanguage? =
            switch draft.header.verDTD {
            case "1.0": .syncML10
            case "1.1": .syncML11
            case "1.2": .syncML12
            default: language
            }
        guard told != language || language?.rootNamespace == nil else { return }
        draft.notes.removeAll { $0.kind == .markup1_0 || $0.kind == .markup1_1 }
        draft.notes.append(MessageDraft.Note(kind: .publicID, offset: 1))
        switch told?.rootNamespace {
        case .syncML10, .syncML11: draft.message.version = .v1_1
        case .syncML12, .metInf, nil: draft.message.version = .v1_2
        }
        guard draft.message.version == .v1_1 else { return }
        let kind = told == .syncML10 ? Tolerance.Kind.markup1_0 : .markup1_1
        draft.notes.append(MessageDraft.Note(kind: kind, offset: draft.rootOffset))
    }
}
