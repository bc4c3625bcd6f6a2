internal import Archives

/// The archive of Fiddler (SAZ): a zip archive with a request (`raw/N_c.txt`) and an answer (`raw/N_s.txt`) for each session,
/// as they were on the wire.
enum SAZReader: CaptureReader {
    static func recognizes(_ source: CaptureSource) -> Bool { ZipArchive.recognizes(source.octets) }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        let limits = source.limits
        let archive = try noting(source.place()) { () throws(ZipArchive.Fault) in
            try ZipArchive(source.octets, maximumEntries: min(limits.maximumMessages * 2, limits.maximumEntries))
        }
        let sessions = sessions(archive)
        guard !sessions.isEmpty else { throw foreign(archive, source) }
        let unpacking = try noting(source.place()) { () throws(ZipArchive.Fault) in
            try archive.unpacking(
                sessions.flatMap(\.entries), maximum: limits.maximumBodyBytes, maximumSum: limits.maximumUnpackedBytes)
        }
        var contents = CaptureContents(form: .saz)
        contents.rest = Pieces(source: source, unpacking: unpacking, sessions: sessions[...])
        return contents
    }

    private struct Session {
        var request: ZipArchive.Entry?
        var answer: ZipArchive.Entry?

        var entries: [ZipArchive.Entry] { [request, answer].compactMap(\.self) }
    }

    /// Session after session, each unpacked when its turn comes.
    private struct Pieces: CapturedPieces {
        let source: CaptureSource
        let unpacking: ZipUnpacking
        var sessions: ArraySlice<Session>

        mutating func next() throws(CaptureError) -> CapturedPiece? {
            guard let session = sessions.popFirst() else { return nil }
            var piece = CapturedPiece()
            for (entry, role) in [(session.request, CapturedPart.Role.request), (session.answer, .response)] {
                guard let entry else { continue }
                let place = source.place(.part(entry.name))
                let octets = try SAZReader.noting(place) { () throws(ZipArchive.Fault) in
                    try unpacking.next()
                }
                if let octets { SAZReader.add(octets, role, place, &piece) }
            }
            return piece
        }
    }

    /// In the order of their numbers.
    private static func sessions(_ archive: ZipArchive) -> [Session] {
        var sessions: [Int: Session] = [:]
        for entry in archive.entries {
            guard let name = entry.name.wholeMatch(of: #/raw[\/\\]([0-9]{1,9})_([cs])\.txt/#), let number = Int(name.1)
            else {
                continue
            }
            if name.2 == "c" { sessions[number, default: Session()].request = entry }
            if name.2 == "s" { sessions[number, default: Session()].answer = entry }
        }
        return sessions.sorted { $0.key < $1.key }.map(\.value)
    }

    private static func add(
        _ octets: [UInt8], _ role: CapturedPart.Role, _ place: CapturePlace, _ piece: inout CapturedPiece
    ) {
        guard let (head, body) = HTTPHead.readWhole(octets) else { return }
        if case .request(method: "CONNECT", _) = head.start {
            piece.warnings.append(
                CaptureWarning(
                    .tunnelSkipped, at: place,
                    "a tunnel through the proxy; what went through it stands in sessions of its own only where Fiddler was "
                        + "told to decrypt HTTPS"))
        }
        piece.parts.append(CapturedPart(role: role, head: head, body: body, place: place))
    }

    /// Tells what is wrong with the archive, and where.
    private static func noting<Value>(
        _ place: CapturePlace, _ work: () throws(ZipArchive.Fault) -> Value
    ) throws(CaptureError) -> Value {
        do throws(ZipArchive.Fault) {
            return try work()
        } catch {
            throw self.error(error, place)
        }
    }

    private static func error(_ fault: ZipArchive.Fault, _ place: CapturePlace) -> CaptureError {
        switch fault {
        case .damaged(let what): CaptureError(.damaged, at: place, "the archive is broken: \(what); save it again")
        case .encrypted:
            CaptureError(
                .encrypted, at: place,
                "the archive is kept by a password; open it in Fiddler and save it without one, or unpack it and name the folder"
            )
        case .tooLarge(let what):
            CaptureError(.tooLarge, at: place, "more than is read here: \(what); save fewer sessions")
        }
    }

    private static func foreign(_ archive: ZipArchive, _ source: CaptureSource) -> CaptureError {
        if archive.entries.contains(where: { $0.name.lowercased().contains("mdmdiag") }) {
            return source.error(.holdsNoMessages, ForeignForm.diagnosticReport)
        }
        return source.error(
            .holdsNoMessages,
            "this is a zip archive, and none of Fiddler's; unpack it and name the folder, if there are messages in it")
    }
}
