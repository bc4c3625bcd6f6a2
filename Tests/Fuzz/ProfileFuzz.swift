internal import Foundation
internal import SimulatedPhone

/// What libFuzzer calls: any bytes must be a profile, or an error that says something.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    do {
        let profile = try ProfileText.read(Data(bytes))
        _ = try? profile.traits()
    } catch {
        guard !"\(error)".isEmpty else { fatalError("an error without words") }
    }
    return 0
}
