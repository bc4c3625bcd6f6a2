internal import SimulatedPhone

/// What libFuzzer calls: any text must be an ADMX file whose policies judge any value, or an error that says something. Where
/// a NUL stands in it, what is behind is the value.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let parts = UnsafeBufferPointer(start: start, count: count).split(separator: 0, maxSplits: 1)
    let texts = parts.map { String(decoding: $0, as: UTF8.self) }
    let value = texts.last ?? ""
    do throws(ADMXError) {
        for policy in try ADMXFile.read(texts.first ?? "").policies {
            for datum in ["", "1", value] { for element in policy.elements { _ = element.objection(to: datum) } }
            guard let written = try? ADMXValue(value) else { continue }
            if let objection = written.objection(by: policy), objection.isEmpty {
                fatalError("an objection without words")
            }
        }
        _ = try ADMXValue(value)
    } catch {
        guard !"\(error)".isEmpty else { fatalError("an error without words") }
    }
    return 0
}
