/// Reads one form. What a file is, its octets tell; the first reader of the list that knows it reads it.
protocol CaptureReader {
    static func recognizes(_ source: CaptureSource) -> Bool
    /// - Throws: where the file is broken, or more than is read here.
    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents
}

/// Every form that is read, those first whose marks are the surest.
enum CaptureReaders {
    static var all: [any CaptureReader.Type] {
        [
            SAZReader.self, MitmproxyReader.self, RecordingDescriptionReader.self, CircumstancesReader.self,
            HARReader.self, NgrokReader.self, GoDumpReader.self, CurlTraceReader.self, TsharkFollowReader.self,
            HTTPTextReader.self, BurpReader.self, WebPasteReader.self,
            MessageTextReader.self, CommandsReader.self,
        ]
    }

    static func reader(of source: CaptureSource) -> (any CaptureReader.Type)? {
        all.first { $0.recognizes(source) }
    }
}

/// What stands in a file, in its order, before anybody looks into the bodies.
struct CaptureContents {
    var form: CaptureForm
    var parts: [CapturedPart] = []
    /// What follows them: read piece by piece, so that of a large file one exchange is in memory beside its octets, and not
    /// all that they say.
    var rest: (any CapturedPieces)?
    var warnings: [CaptureWarning] = []
    /// Where the head or the piece begins within which the file ends; nil where none does. Of bodies the judge tells.
    var brokenOff: CapturePlace?
    /// What is broken behind the parts, which are whole.
    var damage: CaptureError?
    /// What a recording of our own says of itself.
    var description: RecordingDescription?
    /// What it says of the exchange whose request came last.
    var circumstances: RecordedExchange.Circumstances?
}

/// The pieces of a file that is read one exchange after another.
protocol CapturedPieces {
    /// - Returns: what stands in the next one; nil behind the last.
    /// - Throws: where it is broken, or more than is read here.
    mutating func next() throws(CaptureError) -> CapturedPiece?
}

/// An exchange of a file: a request and its answer, one of them, or none where nothing in it is a message.
struct CapturedPiece {
    var parts: [CapturedPart] = []
    var warnings: [CaptureWarning] = []
}

/// A request, an answer, or a message of which nothing else is known.
struct CapturedPart {
    enum Role {
        /// It belongs to the answer that follows directly.
        case request, response
        case loose
    }

    var role: Role
    var head: RecordedMessage.Head?
    /// As it stands in the capture: perhaps in chunks, perhaps compressed.
    var body: [UInt8]
    var place: CapturePlace
    /// Whether the capture itself says that the end is missing.
    var isCut = false
    /// Whether it is the last of a text, within which the text may end.
    var isLast = false
    /// Whether the capture says that a session begins here.
    var opensSession = false
    /// How many characters stand for octets that are lost.
    var lostOctets = 0
}
