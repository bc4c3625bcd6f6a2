package import XML

/// Reads SyncML text into the model, with the places of the commands and the leniencies used.
///
/// A reader keeps its parser and is meant to be used again; it is for one thread at a time.
package final class MessageReader {
    private let parser: XMLParser
    private let frames: UnsafeMutablePointer<Frame>

    package init(limits: XMLLimits = XMLLimits()) {
        parser = XMLParser(vocabulary: Self.vocabulary, limits: limits)
        let count = max(limits.maximumDepth, 0) + 2
        frames = .allocate(capacity: count)
        frames.initialize(repeating: Frame(role: .document, lastOrder: 0, seen: 0), count: count)
    }

    deinit {
        frames.deallocate()
    }

    /// Made once: names of cases are found by reflection.
    private static let vocabulary = XMLVocabulary(
        names: ElementName.allCases.map(\.text), namespaces: NamespaceName.allCases.map(\.text))

    /// Reads one message: one SyncML document, or a SyncBody or command that stands alone.
    /// - Throws: `SyncMLError` with line and column; a second root is an error too.
    package func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(SyncMLError) -> MessageReading {
        var readings = try build(bytes, severalRoots: false)
        guard let reading = readings.popLast() else {
            throw SyncMLError(code: .xml(.empty), message: "The text holds no message.", place: .start)
        }
        return reading
    }

    /// Reads a file as people keep them: several documents one after another. Bare commands that follow one another
    /// become one message without header.
    /// - Throws: `SyncMLError` with line and column for the first thing that cannot be read.
    package func readAll(_ bytes: UnsafeBufferPointer<UInt8>) throws(SyncMLError) -> [MessageReading] {
        try build(bytes, severalRoots: true)
    }

    /// The same as `read` for a buffer, for an array.
    package func read(_ bytes: [UInt8]) throws(SyncMLError) -> MessageReading {
        try bytes.withUnsafeBufferPointer { (buffer) throws(SyncMLError) in try read(buffer) }
    }

    /// The same as `readAll` for a buffer, for an array.
    package func readAll(_ bytes: [UInt8]) throws(SyncMLError) -> [MessageReading] {
        try bytes.withUnsafeBufferPointer { (buffer) throws(SyncMLError) in try readAll(buffer) }
    }

    private func build(
        _ bytes: UnsafeBufferPointer<UInt8>, severalRoots: Bool
    ) throws(SyncMLError) -> [MessageReading] {
        var builder = MessageBuilder(frames: frames)
        let oddities: TextEncoding.Oddities
        do {
            oddities = try parser.parse(bytes, severalRoots: severalRoots, handler: &builder)
        } catch {
            throw Self.error(error, builder.failure?.code)
        }
        builder.finishText()
        // One for commands and one for leniencies, so that each only ever goes forward.
        var finders = (commands: parser.placeFinder(), notes: parser.placeFinder())
        var readings: [MessageReading] = []
        readings.reserveCapacity(builder.finished.count)
        for index in builder.finished.indices { readings.append(Self.reading(&builder.finished[index], &finders)) }
        Self.note(oddities, in: &readings)
        return readings
    }

    /// The draft with places instead of offsets; it gives its message away.
    private static func reading(
        _ draft: inout MessageDraft, _ finders: inout (commands: PlaceFinder, notes: PlaceFinder)
    ) -> MessageReading {
        var places: [MessagePlace] = []
        places.reserveCapacity(draft.offsets.count)
        for offset in draft.offsets { places.append(.text(finders.commands.place(of: offset))) }
        var tolerances: [Tolerance] = []
        // In the order of the text, though what is missing is noticed late.
        draft.notes.sort { $0.offset < $1.offset }
        for note in draft.notes {
            tolerances.append(Tolerance(note.kind, at: .text(finders.notes.place(of: note.offset))))
        }
        var reading = MessageReading(message: Message(), places: places, tolerances: tolerances)
        swap(&reading.message, &draft.message)
        return reading
    }

    /// The encoding is that of the whole text, and is told once.
    private static func note(_ oddities: TextEncoding.Oddities, in readings: inout [MessageReading]) {
        guard !oddities.isEmpty, !readings.isEmpty else { return }
        let kinds: [(TextEncoding.Oddities, Tolerance.Kind)] = [
            (.byteOrderMark, .byteOrderMark), (.utf16, .utf16), (.wrongDeclaration, .wrongEncodingDeclared),
        ]
        let found = kinds.filter { oddities.contains($0.0) }.map { Tolerance($0.1, at: .start) }
        readings[0].tolerances.insert(contentsOf: found, at: 0)
    }

    private static func error(_ error: XMLError, _ failure: SyncMLError.Code?) -> SyncMLError {
        let place = MessagePlace.text(error.place)
        return switch error.code {
        case .stopped where failure != nil:
            SyncMLError(code: failure ?? .wrongRoot, message: error.message, place: place)
        case .secondRoot:
            SyncMLError(
                code: .secondMessage, message: "A second document follows the message; send one message at a time.",
                place: place
            )
        default: SyncMLError(code: .xml(error.code), message: error.message, place: place)
        }
    }
}
