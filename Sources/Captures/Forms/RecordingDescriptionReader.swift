/// The description beside the messages of a recording of our own.
enum RecordingDescriptionReader: CaptureReader {
    static func recognizes(_ source: CaptureSource) -> Bool {
        JSONCapture.recognizes(source)
            && source.beginning.dropFirst().drop(while: \.isBlank)
                .starts(with: "\"understudyRecording\"".utf8)
    }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        let value = try JSONCapture.read(source)
        guard let format = value["understudyRecording"]?.integer, format > 0 else {
            throw source.error(.damaged, "the number of its format is missing; record again")
        }
        guard format <= RecordingDescription.format else {
            throw source.error(
                .laterVersion,
                "the recording is of format \(format), and \(RecordingDescription.format) is the last that is known here; read "
                    + "it with the version that wrote it (\(value["version"]?.text ?? "later than this one")) or a later one"
            )
        }
        var contents = CaptureContents(form: .recording)
        var seed: UInt64?
        if case .number(let digits)? = value["seed"] { seed = UInt64(digits) }
        contents.description = RecordingDescription(
            version: value["version"]?.text ?? "", profile: value["profile"]?.text, seed: seed,
            phone: value["phone"]?.text, tls: value["tls"]?.text, certificate: value["certificate"]?.text)
        return contents
    }
}
