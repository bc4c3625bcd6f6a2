internal import SyncML
internal import XML

// libFuzzer calls from one thread only, and a reader that is used again and again is what is to be tested.
nonisolated(unsafe) private let reader = MessageReader()

/// What libFuzzer calls: any bytes must give messages or an error with a place, and what was read must be the same after
/// it has been written and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    do throws(XMLError) {
        _ = try XMLElement.read(bytes)
    } catch {
        check(.text(error.place), in: "XMLElement.read")
    }
    do throws(SyncMLError) {
        for reading in try reader.readAll(bytes) { checkRoundTrip(reading) }
    } catch {
        check(error.place, in: "MessageReader.readAll")
    }
    return 0
}

private func check(_ place: MessagePlace, in what: String) {
    guard place.line < 1 || place.column < 1 else { return }
    fatalError("\(what): an error without a place")
}

private func checkRoundTrip(_ reading: MessageReading) {
    for style in [MessageWriter.Style.wire, .pretty] {
        let bytes = MessageWriter(style: style).write(reading.message)
        do throws(SyncMLError) {
            let again = try reader.read(bytes)
            guard again.message != reading.message else { continue }
            fatalError("not the same after writing: \(String(decoding: bytes, as: UTF8.self))")
        } catch {
            // Commands that stood alone are two levels deeper in a message.
            guard error.code != .xml(.tooDeep) else { continue }
            fatalError("\(error) after writing: \(String(decoding: bytes, as: UTF8.self))")
        }
    }
}
