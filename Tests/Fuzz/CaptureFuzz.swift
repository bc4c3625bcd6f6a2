internal import Captures
internal import Foundation
internal import SyncML

/// The reader that every input goes to, whatever it looks like; nil where the octets tell which one it is.
private let chosen: ChosenReader? = {
    guard let name = ProcessInfo.processInfo.environment["FUZZ_FORM"] else { return nil }
    guard let reader = ChosenReader(name) else { fatalError("there is no reader \(name)") }
    return reader
}()

/// What libFuzzer calls: any bytes must give a recording, which can be written in every form and without its secrets, or
/// an error that says something. The limits are low, so that the search is quick.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    let limits = CaptureLimits(maximumBodyBytes: 1 << 20, maximumUnpackedBytes: 4 << 20, maximumMessages: 10_000)
    do throws(CaptureError) {
        let file = CaptureFile(name: "capture", octets: bytes)
        let recording =
            if let chosen { try chosen.read(file, limits: limits) } else { try Recording.read([file], limits: limits) }
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
