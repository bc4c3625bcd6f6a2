internal import ManagementTree

/// What libFuzzer calls: any bytes must give descriptions of nodes, or an error that says something.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do throws(DDFError) {
        let tops = try DDFReader.read(bytes, file: "fuzz.xml")
        guard !tops.isEmpty else { fatalError("read, and no node") }
    } catch {
        guard !error.message.isEmpty else { fatalError("an error without words") }
    }
    return 0
}
