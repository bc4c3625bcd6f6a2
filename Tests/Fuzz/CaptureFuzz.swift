internal import Captures
internal import Foundation
internal import SyncML

/// The reader that every input goes to, whatever it looks like; nil where the octets tell which one it is.
private let chosen: ChosenReader? = {
    guard let name = ProcessInfo.processInfo.environment["FUZZ_FORM"] else { return nil }
    guard let reader = ChosenReader(name) else { fatalError("there is no reader \(name)") }
    return reader
}()

/// Low, so that the search is quick.
private let limits = CaptureLimits(maximumBodyBytes: 1 << 20, maximumUnpackedBytes: 4 << 20, maximumMessages: 10_000)

/// What libFuzzer calls: any bytes must give a recording, which can be written in every form and without its secrets, or
/// an error that says something.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do throws(CaptureError) {
        try read(bytes)
    } catch {
        guard !error.message.isEmpty else { fatalError("an error without words") }
    }
    do throws(CaptureError) {
        try readInBlocks(bytes)
    } catch {
        guard !error.message.isEmpty else { fatalError("an error without words") }
    }
    return 0
}

private func read(_ bytes: [UInt8]) throws(CaptureError) {
    let file = CaptureFile(name: "capture", octets: bytes)
    let recording =
        if let chosen { try chosen.read(file, limits: limits) } else { try Recording.read([file], limits: limits) }
    for target in Recording.Target.allCases { _ = recording.files(as: target) }
    for form in MessageForm.allCases { _ = try? recording.converted(to: form) }
    let redacted = recording.redacted().recording
    for target in Recording.Target.allCases { _ = redacted.files(as: target) }
    _ = recording.sessions.map(\.turns)
}

/// Long texts come block by block, which may end anywhere.
private func readInBlocks(_ bytes: [UInt8]) throws(CaptureError) {
    guard var text = LongText("capture", beginning: bytes, limits) else { return }
    var stream = CaptureStream(limits)
    for start in stride(from: 0, to: bytes.count, by: 1021) {
        try text.add(bytes[start...].prefix(1021), to: &stream)
    }
    try text.finish(&stream)
    _ = try stream.finish()
}
