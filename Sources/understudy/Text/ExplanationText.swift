import Session
import SimulatedPhone
import SyncML

/// The text of `--explain`: each status with its reason, then what was odd in the message.
enum ExplanationText {
    static func lines(_ reply: Reply, tolerances: [Tolerance]) -> [String] {
        let answer = reply.answer
        let statuses = answer.statuses.enumerated().map { index, status in
            line(status, reason: answer.reasons[index])
        }
        let effects = reply.phone.effects.map { "phone: \(text($0))" }
        return statuses + effects + tolerances.map { Console.coloured("note: \($0)", .dim) }
    }

    private static func text(_ effect: Effect) -> String {
        switch effect {
        case .screenLocked: "the screen is locked"
        case .pinReplaced: "the PIN is a new one; the old one opens nothing"
        case .wiped: "the phone is wiped and starts from the factory state"
        case .unenrollmentRequested: "the server has ended the phone's account; a real session stops here"
        case .executed(let uri): "executed \(Console.visible(uri)), behind which nothing stands but its description"
        }
    }

    private static func line(_ status: Status, reason: String?) -> String {
        let code = status.code.map { "\($0.rawValue)" } ?? "?"
        let isSuccess = status.code?.isSuccess ?? false
        let reference = status.commandRef.isEmpty ? "without CmdID" : status.commandRef
        let target = status.targetRefs.isEmpty ? "" : " " + status.targetRefs.joined(separator: " ")
        return Console.coloured(code, isSuccess ? .green : .red)
            + " \(status.command) \(reference)\(target): \(Console.visible(reason ?? "done"))"
    }
}
