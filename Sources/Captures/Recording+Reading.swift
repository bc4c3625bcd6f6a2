extension Recording {
    /// Reads the files of one capture, in the order in which they are given.
    ///
    /// Of several files, those that hold nothing to replay are told as warnings.
    /// - Throws: `CaptureError` where a file is broken, and where there is nothing to replay in any.
    package static func read(
        _ files: [CaptureFile], limits: CaptureLimits = CaptureLimits()
    ) throws(CaptureError) -> Recording {
        var assembly = RecordingAssembly(limits)
        for file in files { try assembly.add(file, isOnly: files.count == 1) }
        return try assembly.finish()
    }

    /// Reads the files of a folder, in the order that their names mean.
    package static func read(
        folder files: [CaptureFile], limits: CaptureLimits = CaptureLimits()
    ) throws(CaptureError) -> Recording {
        try read(CaptureFile.inOrder(files), limits: limits)
    }
}

/// A recording while its files come in.
private struct RecordingAssembly {
    private let limits: CaptureLimits
    private var recording = Recording()
    private var judge: PartJudge
    private var sorter = SessionSorter()
    /// A request that waits for the answer that follows it.
    private var open: (message: RecordedMessage, opensSession: Bool, circumstances: RecordedExchange.Circumstances?)?
    /// Why files were passed over.
    private var refusals: [CaptureError] = []
    private var count = 0
    private var firstFile: String?

    init(_ limits: CaptureLimits) {
        self.limits = limits
        judge = PartJudge(limits)
    }

    mutating func add(_ file: CaptureFile, isOnly: Bool) throws(CaptureError) {
        firstFile = firstFile ?? file.name
        guard !RecordingFolder.isPhone(file.name) else { return }
        do throws(CaptureError) {
            let contents = try CaptureContents.read(file, limits)
            recording.forms.append(contents.form)
            recording.warnings += contents.warnings
            recording.description = contents.description ?? recording.description
            if let circumstances = contents.circumstances { open?.circumstances = circumstances }
            for part in contents.parts { add(part) }
            count += contents.parts.count
        } catch  where !isOnly && [.empty, .notRecognized, .holdsNoMessages].contains(error.code) {
            refusals.append(error)
            recording.warnings.append(CaptureWarning(.fileSkipped, at: error.place, error.message))
        }
    }

    private mutating func add(_ part: CapturedPart) {
        let message = judge.message(part)
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

    /// A request that nobody answered.
    private mutating func close() {
        if let open {
            let exchange = RecordedExchange(request: open.message, circumstances: open.circumstances)
            sorter.add(exchange, opensSession: open.opensSession)
        }
        open = nil
    }

    consuming func finish() throws(CaptureError) -> Recording {
        close()
        recording.warnings += judge.warnings
        recording.others = sorter.others
        recording.sessions = sorter.sessions()
        let hasMessage = recording.sessions.contains { $0.messages.contains { $0.outline != nil } }
        guard !hasMessage, recording.enrolment.isEmpty else { return recording }
        throw refusal()
    }

    /// Why there is nothing to replay.
    private func refusal() -> CaptureError {
        if let refusal = refusals.first, count == 0 { return refusal }
        let messages = recording.exchanges.flatMap(\.messages)
        for message in messages {
            if case .unreadable(let reason, _) = message.content {
                return CaptureError(.unreadable, at: message.place, "the message cannot be read: \(reason)")
            }
        }
        guard let first = messages.first else {
            return CaptureError(
                .empty, at: CapturePlace(firstFile ?? "the capture"), "there is nothing in it; name files with messages"
            )
        }
        let told = recording.warnings.first.map { "; \($0)" } ?? ""
        return CaptureError(
            .holdsNoMessages, at: CapturePlace(first.place.file),
            "none of its \(messages.count) messages is one of a phone's management (SyncML) or enrolment; "
                + "was the phone's traffic recorded?\(told)")
    }
}

extension CaptureContents {
    /// Tells what a file is, and reads it.
    fileprivate static func read(_ file: CaptureFile, _ limits: CaptureLimits) throws(CaptureError) -> CaptureContents {
        let place = CapturePlace(file.name)
        guard !file.octets.isEmpty else { throw CaptureError(.empty, at: place, "the file is empty") }
        guard file.octets.count <= limits.maximumFileBytes else {
            throw CaptureError(
                .tooLarge, at: place,
                "the file has \(file.octets.count) octets, more than the \(limits.maximumFileBytes) that are read; split it"
            )
        }
        let source = CaptureSource(try unpacked(file, limits), limits)
        if let description = ForeignForm.description(of: source) { throw source.error(.holdsNoMessages, description) }
        if let reader = CaptureReaders.reader(of: source) { return try reader.read(source) }
        throw source.error(
            .notRecognized,
            "nothing in it is known here as a capture; give messages (SyncML as XML or WBXML), HTTP text, HAR, a Fiddler "
                + "archive, mitmproxy's flows, or what --record wrote")
    }

    /// A file that was compressed as a whole, once.
    private static func unpacked(_ file: CaptureFile, _ limits: CaptureLimits) throws(CaptureError) -> CaptureFile {
        guard file.octets.starts(with: [0x1F, 0x8B]) else { return file }
        let place = CapturePlace(file.name)
        let octets: [UInt8]
        do throws(Inflate.Fault) {
            octets = try Inflate.read(file.octets[...], .gzip, maximum: limits.maximumUnpackedBytes)
        } catch {
            switch error {
            case .tooLarge:
                throw CaptureError(.tooLarge, at: place, "unpacked it is larger than what is read; unpack it")
            case .cut, .broken:
                throw CaptureError(.damaged, at: place, "it is compressed (gzip) and broken; copy it anew")
            }
        }
        guard !octets.starts(with: [0x1F, 0x8B]) else {
            throw CaptureError(.tooLarge, at: place, "it is compressed more than once; unpack it")
        }
        return CaptureFile(name: file.name, octets: octets)
    }
}
