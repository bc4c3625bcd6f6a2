internal import Foundation
internal import SyncML
internal import XML

// libFuzzer calls from one thread only, and readers that are used again and again are what is to be tested.
nonisolated(unsafe) private let reader = WBXMLReader()
nonisolated(unsafe) private let textReader = MessageReader()

/// What libFuzzer calls: any octets must give a message or an error with a byte offset; what was read must be the same
/// after it has been written and read again, and must be something that XML can carry too.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    if let folder = seedFolder { return keepSeed(bytes, in: folder) }
    do throws(SyncMLError) {
        _ = try WBXMLDocument.read(bytes)
    } catch {
        check(error, count, in: "WBXMLDocument.read")
    }
    do throws(SyncMLError) {
        checkRoundTrip(try reader.read(bytes).message)
    } catch {
        check(error, count, in: "WBXMLReader.read")
    }
    return 0
}

/// Where the binary forms of texts are to be left; nil where octets are to be read.
private let seedFolder = ProcessInfo.processInfo.environment["FUZZ_SEEDS"]

/// Leaves the binary form of a message that is XML; what is binary already is kept as it is.
private func keepSeed(_ bytes: UnsafeBufferPointer<UInt8>, in folder: String) -> CInt {
    var seed = Array(bytes)
    if let message = try? textReader.read(bytes).message { seed = WBXMLWriter().write(message) }
    guard WBXMLReader.recognizes(seed) else { return 0 }
    FileManager.default.createFile(atPath: "\(folder)/\(seed.hashValue)", contents: Data(seed))
    return 0
}

private func check(_ error: SyncMLError, _ count: Int, in what: String) {
    if case .octet(let offset) = error.place, (0...count).contains(offset), !error.message.isEmpty { return }
    fatalError("\(what): an error without a place: \(error)")
}

private func checkRoundTrip(_ message: Message) {
    do throws(SyncMLError) {
        // Mark-up without tokens becomes text, so that only what was written once is the same ever after.
        let once = try reader.read(WBXMLWriter().write(message)).message
        let twice = try reader.read(WBXMLWriter().write(once)).message
        guard once == twice else { fatalError("not the same after writing: \(once)") }
        _ = try textReader.read(MessageWriter().write(message))
    } catch {
        // Commands that stood alone are two levels deeper in a message.
        guard error.code != .wbxml(.tooDeep), error.code != .xml(.tooDeep) else { return }
        fatalError("\(error) after writing: \(message)")
    }
}
