internal import ManagementTree
internal import XML

/// What libFuzzer calls: any bytes must give descriptions of nodes, or an error that says something.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do throws(DDFError) {
        let contents = try DDFReader.examine(bytes, file: "fuzz.xml")
        guard !contents.tops.isEmpty else { fatalError("read, and no node") }
        guard contents.oddities.allSatisfy({ !$0.message.isEmpty && $0.place.line > 0 }) else {
            fatalError("an oddity without words or place")
        }
    } catch {
        guard !error.message.isEmpty else { fatalError("an error without words") }
    }
    return 0
}
