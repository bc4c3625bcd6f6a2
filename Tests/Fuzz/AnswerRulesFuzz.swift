internal import Foundation
internal import Session

/// What libFuzzer calls: any octets must be a list of answer rules, each of which can be told, or an error that says where
/// it is wrong.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    do {
        let rules = try AnswersText.read(Data(bytes), name: "rules")
        guard !rules.isEmpty, rules.allSatisfy({ !"\($0)".isEmpty }) else { fatalError("rules that say nothing") }
    } catch let error as AnswersText.Unreadable {
        guard error.message.hasPrefix("rules") else { fatalError("an error without a place: \(error.message)") }
    } catch {
        fatalError("an error of another kind: \(error)")
    }
    return 0
}
