/// What the readers of forms in JSON share.
enum JSONCapture {
    static func recognizes(_ source: CaptureSource) -> Bool { source.begins(with: "{") }

    /// Whether this is an object that begins with a member, as those do that we write ourselves.
    /// - Parameter isNamed: whether the file is called as such are. Of a copy that broke off before the member only that tells.
    static func recognizes(_ source: CaptureSource, firstMember name: String, isNamed: Bool) -> Bool {
        let start = Array("{\"\(name)\"".utf8)
        let beginning = source.beginning.filter { !$0.isBlank }
        return beginning.starts(with: start) || (isNamed && start.starts(with: beginning))
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

    /// Reads what stands beside the messages of a recording of our own.
    /// - Parameters:
    ///   - what: what it is.
    ///   - otherwise: what is done where it is not there.
    /// - Throws: `CaptureError` with the line of the fault, and with advice.
    static func read(
        _ source: CaptureSource, as what: String, otherwise: String
    ) throws(CaptureError) -> StructuredValue {
        do {
            return try read(source)
        } catch {
            throw CaptureError(
                error.code, at: error.place,
                "\(what) is broken: \(error.message), or take this file away: without it \(otherwise)")
        }
    }

    /// - Throws: `CaptureError` with the line of the fault.
    static func read(_ source: CaptureSource) throws(CaptureError) -> StructuredValue {
        try translating(source) { () throws(JSONOctets.Fault) in
            try JSONOctets.read(source.text, maximumDepth: source.limits.maximumDepth)
        }
    }

    /// Where the elements of a list stand; nil where there is no list at that path of members.
    /// - Throws: `CaptureError` with the line of the fault.
    static func elements(at path: String..., in source: CaptureSource) throws(CaptureError) -> [Range<Int>]? {
        try translating(source) { () throws(JSONOctets.Fault) in
            try JSONOctets.elements(of: source.text, at: path, maximumDepth: source.limits.maximumDepth)
        }
    }

    /// - Throws: `CaptureError` with the line of the fault.
    static func element(at range: Range<Int>, in source: CaptureSource) throws(CaptureError) -> StructuredValue {
        try translating(source) { () throws(JSONOctets.Fault) in
            try JSONOctets.read(source.text, from: range.lowerBound, maximumDepth: source.limits.maximumDepth)
        }
    }

    private static func translating<Value>(
        _ source: CaptureSource, _ read: () throws(JSONOctets.Fault) -> Value
    ) throws(CaptureError) -> Value {
        do {
            return try read()
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
