internal import Captures
internal import SyncML

/// What libFuzzer calls: any bytes must give a recording, which can be written in every form and without its secrets, or
/// an error that says something. The limits are low, so that the search is quick.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let limits = CaptureLimits(maximumBodyBytes: 1 << 20, maximumUnpackedBytes: 4 << 20, maximumMessages: 10_000)
    do throws(CaptureError) {
        let recording = try Recording.read([CaptureFile(name: "capture", octets: bytes)], limits: limits)
        for target in Recording.Target.allCases { _ = recording.files(as: target) }
        for form in MessageForm.allCases { _ = try? recording.converted(to: form) }
        let redacted = recording.redacted().recording
        for target in Recording.Target.allCases { _ = redacted.files(as: target) }
        _ = recording.sessions.map(\.turns)
    } catch {
        guard !error.message.isEmpty else { fatalError("an error without words") }
    }
    return 0
}
