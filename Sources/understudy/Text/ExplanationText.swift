import Session
import SyncML

/// The text of `--explain`: each status with its reason, then what was odd in the message.
enum ExplanationText {
    static func lines(_ answer: Answer, tolerances: [Tolerance]) -> [String] {
        let statuses = answer.statuses.enumerated().map { index, status in
            line(status, reason: answer.reasons[index])
        }
        return statuses + tolerances.map { Console.coloured("note: \($0)", .dim) }
    }

    private static func line(_ status: Status, reason: String?) -> String {
        let code = status.code.map { "\($0.rawValue)" } ?? "?"
        let isSuccess = status.code?.isSuccess ?? false
        let reference = status.commandRef.isEmpty ? "without CmdID" : status.commandRef
        let target = status.targetRefs.isEmpty ? "" : " " + status.targetRefs.joined(separator: " ")
        return Console.coloured(code, isSuccess ? .green : .red)
            + " \(status.command) \(reference)\(target): \(reason ?? "done")"
    }
}
