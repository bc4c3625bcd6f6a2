internal import Notation

/// The description beside the messages of a recording of our own.
enum RecordingDescriptionReader: CaptureReader {
    static func recognizes(_ source: CaptureSource) -> Bool {
        JSONCapture.recognizes(
            source, firstMember: "understudyRecording", isNamed: RecordingFolder.isDescription(source.name))
    }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        let value = try JSONCapture.read(
            source, as: "the description of the recording",
            otherwise: "the recording is played to a phone made after its messages")
        try JSONCapture.check(value["understudyRecording"], upTo: RecordingDescription.format, value, source)
        var contents = CaptureContents(form: .recording)
        var runs: [RecordingDescription.Run] = []
        for run in value["runs"]?.list ?? [] {
            guard let first = run["first"]?.integer, first > 0 else {
                throw source.error(.damaged, "a run has no number of its first exchange; record again")
            }
            runs.append(self.run(run, first: first))
        }
        contents.description = RecordingDescription(version: value["version"]?.text ?? "", runs: runs)
        return contents
    }

    private static func run(_ value: StructuredValue, first: Int) -> RecordingDescription.Run {
        var seed: UInt64?
        if case .number(let digits)? = value["seed"] { seed = UInt64(digits) }
        func texts(_ name: String) -> [String] { (value[name]?.list ?? []).compactMap(\.text) }
        return RecordingDescription.Run(
            first: first, version: value["version"]?.text ?? "", profile: value["profile"]?.text, seed: seed,
            pinResetService: value["pinResetService"]?.text, hasAnswerRules: value["answerRules"] == .flag(true),
            tls: texts("tls"), certificates: texts("certificates"))
    }
}

/// What stands beside an exchange of a recording of our own.
enum CircumstancesReader: CaptureReader {
    static func recognizes(_ source: CaptureSource) -> Bool {
        JSONCapture.recognizes(
            source, firstMember: "understudyExchange", isNamed: RecordingFolder.isCircumstances(source.name))
    }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        let value = try JSONCapture.read(
            source, as: "what the recording knows of this exchange",
            otherwise: "it is played by what its messages tell")
        try JSONCapture.check(value["understudyExchange"], upTo: RecordedExchange.Circumstances.format, value, source)
        var circumstances = RecordedExchange.Circumstances(phone: value["phone"]?.text)
        // A name that leads out of the folder is none of ours.
        guard circumstances.phone?.contains("/") != true else {
            throw source.error(.damaged, "the phone's file is not one of this folder; record again")
        }
        if let text = value["instant"]?.text {
            guard let instant = Instant(text: text) else {
                throw source.error(.damaged, "\(text) is no time as 2017-04-25T00:00:00Z; record again")
            }
            circumstances.instant = instant
        }
        if case .flag(let ticket)? = value["ticket"] { circumstances.ticket = ticket }
        var contents = CaptureContents(form: .recording)
        contents.circumstances = circumstances
        return contents
    }
}
