internal import SyncML

/// Reads a text with many messages block by block, so that no more of it is in memory than a block and a message.
package struct LongText {
    private let name: String
    private let limits: CaptureLimits
    /// What was read and not handed on.
    private var rest: [UInt8] = []
    /// How many lines stand before it.
    private var lines = 0
    private var messages = 0

    /// So much of a file tells what it is.
    package static let beginning = 65_536
    /// What stands between two messages and is longer than this is forgotten but for its end.
    private static let mostBetween = 65_536

    /// - Parameter beginning: the first octets of the file.
    /// - Returns: nil where the file is of another form, or in UTF-16: it is to be read as a whole.
    package init?(_ name: String, beginning: [UInt8], _ limits: CaptureLimits = CaptureLimits()) {
        let source = CaptureSource(CaptureFile(name: name, octets: beginning), limits)
        // What was turned into UTF-8 has another length.
        guard !beginning.starts(with: [0x1F, 0x8B]), source.octets.suffix(source.text.count).elementsEqual(source.text),
            !WBXMLReader.recognizes(beginning), ForeignForm.description(of: source) == nil,
            source.text.offset(of: "<SyncML") != nil, CaptureReaders.reader(of: source) == MessageTextReader.self
        else { return nil }
        self.name = name
        self.limits = limits
    }

    /// Takes the next block, and hands on the messages that are whole by now.
    package mutating func add(_ block: some Sequence<UInt8>, to stream: inout CaptureStream) throws(CaptureError) {
        rest += block
        try handOn(to: &stream, isAtEnd: false)
    }

    /// Hands on what is left.
    package mutating func finish(_ stream: inout CaptureStream) throws(CaptureError) {
        try handOn(to: &stream, isAtEnd: true)
    }

    private mutating func handOn(to stream: inout CaptureStream, isAtEnd: Bool) throws(CaptureError) {
        var scanner = MessageScanner(rest)
        scanner.scan()
        let end = scanner.openComment.map { isAtEnd ? rest.count : $0 } ?? rest.count
        // A message without an end may have it in the next block; one that is longer than any is cut.
        let isTooLong = rest.count > limits.maximumBodyBytes * 2
        let pieces = scanner.pieces.filter { piece in
            isAtEnd
                || (piece.range.upperBound <= end && (!piece.isCut || piece.range.upperBound < rest.count || isTooLong))
        }
        messages += pieces.count
        guard messages <= limits.maximumMessages else {
            throw CaptureError(
                .tooLarge, at: CapturePlace(name),
                "there are more than \(limits.maximumMessages) messages; split the file.")
        }
        let lines = TextLines(rest)
        for (index, piece) in pieces.enumerated() {
            try stream.add(
                CapturedPart(
                    role: .loose, body: Array(rest[piece.range]),
                    place: CapturePlace(name, .line(self.lines + lines.index(at: piece.range.lowerBound) + 1)),
                    isCut: piece.isCut, isLast: isAtEnd && index == pieces.count - 1,
                    opensSession: piece.opensSession))
        }
        if isAtEnd { stream.note(.text) }
        forget(behind: pieces.last?.range.upperBound ?? 0, scanner, isAtEnd: isAtEnd)
    }

    /// Lets go of what was handed on, and of what holds no message.
    private mutating func forget(behind end: Int, _ scanner: MessageScanner, isAtEnd: Bool) {
        var end = isAtEnd ? rest.count : end
        let isBetween = scanner.pieces.last.map { $0.range.lowerBound < end } ?? true
        if isBetween, rest.count - end > Self.mostBetween { end = rest.count - Self.mostBetween }
        lines += rest[..<end].count { $0 == 0x0A }
        rest.removeFirst(end)
    }
}
