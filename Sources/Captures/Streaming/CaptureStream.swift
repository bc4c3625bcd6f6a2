/// Reads the files of a capture one after another and hands out its sessions as they close, so that a capture of any length
/// costs no more memory than its largest file and what a `SessionWindow` holds open.
package struct CaptureStream {
    let limits: CaptureLimits
    private let window: SessionWindow?
    private var judge: PartJudge
    private var sorter = SessionSorter()
    /// A request that waits for the answer that follows it.
    private var open: (message: RecordedMessage, opensSession: Bool, circumstances: RecordedExchange.Circumstances?)?
    private var warnings: [CaptureWarning] = []
    /// The form of each file, in order.
    package private(set) var forms: [CaptureForm] = []
    /// What a recording of our own says of itself.
    package private(set) var description: RecordingDescription?
    /// Where a file ends within a message or is broken, the first of them.
    private var brokenOff: CaptureError?
    /// What is missing, the first of it: where a file ends within a message or is broken, else which message cannot be read.
    /// What is whole was read all the same.
    package var damage: CaptureError? { brokenOff ?? tally.loss }
    /// How many messages cannot be read.
    package var unreadable: Int { tally.lost }
    private var tally = CaptureTally()
    private var gaps = RecordingGaps()
    /// Where a request of a recording is empty, the first that is: a phone sends none such.
    private var emptyRequest: CapturePlace?
    /// What was not read yet of the file that was added last.
    private var rest: (any CapturedPieces)?
    /// So many octets at most are held open that were read already; others are read again when their session closes.
    private static let mostRead = 8 << 20

    /// - Parameter window: what is held open; nil to hand out everything at the end only.
    package init(_ limits: CaptureLimits = CaptureLimits(), window: SessionWindow? = SessionWindow()) {
        self.limits = limits
        self.window = window
        judge = PartJudge(limits)
    }

    /// - Parameter isOnly: whether there is no other file; of several, those that hold nothing to replay are warned of.
    /// - Throws: `CaptureError` where the file is broken.
    package mutating func add(_ file: CaptureFile, isOnly: Bool) throws(CaptureError) {
        try begin(file, isOnly: isOnly)
        while try goOn() {}
    }

    /// Begins to read a file: what it is, and whether it is whole. `goOn` reads the rest of it.
    package mutating func begin(_ file: CaptureFile, isOnly: Bool) throws(CaptureError) {
        gaps.note(file.name)
        guard !RecordingFolder.isPhone(file.name) else { return }
        do throws(CaptureError) {
            try add(try CaptureContents.read(file, limits), of: file.name)
        } catch  where !isOnly && [.empty, .notRecognized, .holdsNoMessages].contains(error.code) {
            tally.skip(file.name, error)
            guard RecordingFolder.isMessage(file.name) else {
                return warn(CaptureWarning(.fileSkipped, at: error.place, error.message))
            }
            tally.note(lost: error.place)
            warn(
                CaptureWarning(
                    .unreadableMessage, at: error.place,
                    "by its name this is a message, and it cannot be read: \(error.message)"))
        }
    }

    /// - Throws: where hardly anything in it can be read.
    mutating func add(_ contents: CaptureContents, of file: String) throws(CaptureError) {
        tally.note(file: file)
        forms.append(contents.form)
        for warning in contents.warnings { warn(warning) }
        description = contents.description ?? description
        if let circumstances = contents.circumstances { open?.circumstances = circumstances }
        for part in contents.parts { try add(part) }
        if let place = contents.brokenOff { brokenOff = brokenOff ?? Self.damage(at: place) }
        if let broken = contents.damage {
            brokenOff = brokenOff ?? broken
            tally.note(broken: broken)
        }
        rest = contents.rest
    }

    /// Reads the next exchange of a file of which more is left, so that what is whole by then can be taken.
    /// - Returns: false where there was none.
    package mutating func goOn() throws(CaptureError) -> Bool {
        guard let piece = try rest?.next() else {
            rest = nil
            return false
        }
        for warning in piece.warnings { warn(warning) }
        for part in piece.parts { try add(part) }
        return true
    }

    /// Notes the form of a file whose parts come one by one.
    mutating func note(_ form: CaptureForm) { forms.append(form) }

    private static func damage(at place: CapturePlace) -> CaptureError {
        CaptureError(
            .damaged, at: place,
            "the file ends within this message, and what stands before it was read; copy the file anew, or cut it there"
        )
    }

    private mutating func warn(_ warning: CaptureWarning) {
        tally.note(warning)
        warnings.append(warning)
    }

    /// - Throws: where hardly anything can be read of what came by now.
    mutating func add(_ part: CapturedPart) throws(CaptureError) {
        // A reading takes many times the room of its octets.
        let keepsReading = window != nil && sorter.octets + part.body.count <= Self.mostRead
        let message = judge.message(part, keepsReading: keepsReading)
        for warning in judge.takeWarnings() { warn(warning) }
        if let place = judge.brokenOff { brokenOff = brokenOff ?? Self.damage(at: place) }
        tally.note(message)
        note(emptyRequest: message)
        try tally.refuseRubbish()
        switch part.role {
        case .request:
            close()
            open = (message, part.opensSession, nil)
        case .response:
            let request = open
            open = nil
            // What comes before the answer itself says nothing (RFC 9110 section 15.2).
            if case .response(let status) = message.head?.start, (100..<200).contains(status) {
                open = request
                return
            }
            let exchange = RecordedExchange(
                request: request?.message, response: message, circumstances: request?.circumstances)
            sorter.add(exchange, opensSession: request?.opensSession ?? part.opensSession)
        case .loose:
            close()
            let exchange =
                message.sender == .device ? RecordedExchange(request: message) : RecordedExchange(response: message)
            sorter.add(exchange, opensSession: part.opensSession)
        }
    }

    private mutating func note(emptyRequest message: RecordedMessage) {
        guard message.content == .empty, case .request("POST", _)? = message.head?.start,
            RecordingFolder.part(of: message.place.file) == .request
        else { return }
        emptyRequest = emptyRequest ?? message.place
    }

    /// A request that nobody answered.
    private mutating func close() {
        if let open {
            let exchange = RecordedExchange(request: open.message, circumstances: open.circumstances)
            sorter.add(exchange, opensSession: open.opensSession)
        }
        open = nil
    }

    /// The sessions that are closed by now.
    package mutating func takeSessions() -> [RecordedSession] { window.map { sorter.takeSessions($0) } ?? [] }

    /// What belongs to no session: enrolment, and whatever else went over the wire.
    package mutating func takeOthers() -> [RecordedExchange] { sorter.takeOthers(isAtEnd: false) }

    package mutating func takeWarnings() -> [CaptureWarning] {
        defer { warnings = [] }
        return warnings
    }

    /// Ends the capture.
    /// - Returns: what had not been handed out.
    /// - Throws: `CaptureError` where there was nothing to replay in any file.
    package mutating func finish() throws(CaptureError) -> (sessions: [RecordedSession], others: [RecordedExchange]) {
        close()
        for warning in gaps.warnings { warn(warning) }
        if description != nil, let emptyRequest {
            brokenOff = brokenOff ?? Self.damage(at: emptyRequest)
            tally.note(lost: emptyRequest)
        }
        guard tally.readable > 0 else { throw tally.refusal(of: forms) }
        return (sorter.takeSessions(), sorter.takeOthers(isAtEnd: true))
    }
}
