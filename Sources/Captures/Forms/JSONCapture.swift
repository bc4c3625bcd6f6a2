/// What the readers of forms in JSON share.
enum JSONCapture {
    static func recognizes(_ source: CaptureSource) -> Bool { source.begins(with: "{") }

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
