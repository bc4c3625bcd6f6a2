/// What the readers of forms in JSON share.
enum JSONCapture {
    static func recognizes(_ source: CaptureSource) -> Bool { source.begins(with: "{") }

    /// Whether this is an object that begins with a member, as those do that we write ourselves.
    static func recognizes(_ source: CaptureSource, firstMember name: String) -> Bool {
        recognizes(source)
            && source.beginning.dropFirst().drop(while: \.isBlank).starts(with: "\"\(name)\"".utf8)
    }

    /// - Throws: where a format of our own is later than what is known here, or has no number.
    static func check(
        _ format: StructuredValue?, upTo last: Int, _ whole: StructuredValue, _ source: CaptureSource
    ) throws(CaptureError) {
        guard let format = format?.integer, format > 0 else {
            throw source.error(.damaged, "the number of its format is missing; record again")
        }
        guard format > last else { return }
        throw source.error(
            .laterVersion,
            "the recording is of format \(format), and \(last) is the last that is known here; use the version that wrote it "
                + "(\(whole["version"]?.text ?? "later than this one")) or a later one")
    }

    /// - Throws: `CaptureError` with the line of the fault.
    static func read(_ source: CaptureSource) throws(CaptureError) -> StructuredValue {
        do throws(JSONOctets.Fault) {
            return try JSONOctets.read(source.text, maximumDepth: source.limits.maximumDepth)
        } catch {
            let line = TextLines(source.text).index(at: error.offset) + 1
            throw source.error(
                error.isTooDeep ? .tooLarge : .damaged, at: .line(line), "\(error.message); export the capture again")
        }
    }

    static func check(_ count: Int, _ source: CaptureSource) throws(CaptureError) {
        guard count <= source.limits.maximumMessages / 2 else {
            throw source.error(
                .tooLarge, "there are more than \(source.limits.maximumMessages) messages; split the file")
        }
    }
}
