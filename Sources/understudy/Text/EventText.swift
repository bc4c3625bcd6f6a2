import Agent
import Session

/// An event as one line for people; what only fills logs has none.
enum EventText {
    static func line(_ event: AgentEvent) -> String? {
        let text = event.text.map { Console.visible($0) }
        switch event.kind {
        case .command: return command(event, reason: text)
        case .answerRule: return "    rule: \(name(event).isEmpty ? "" : "\(name(event)): ")\(text ?? "")"
        case .result: return "    \(name(event)) = \(text ?? "")"
        case .sessionStarted: return "session \(Console.visible(event.session ?? "")) begins"
        case .sessionEnded: return "session ends: \(text ?? "")"
        case .messageSent: return "  message \(Console.visible(event.message ?? "")) sent: \(text ?? "")"
        case .messageReceived: return nil
        case .tolerance: return tolerance(event)
        case .redirected: return "  \(text ?? "")"
        case .retrying: return "  no answer: \(text ?? "")"
        case .enrollmentCall: return "  \(text ?? "")"
        case .enrolled: return "enrolled \(text ?? "")"
        case .renewed: return "certificate renewed"
        case .unenrolled: return "unenrolled: the account and all that it brought are gone"
        case .screenLocked: return "phone: the screen is locked \(text ?? "")"
        case .screenUnlocked: return "phone: the screen is unlocked"
        case .pinReplaced: return "phone: the PIN is a new one, set \(text ?? "")"
        case .wiped: return "phone: wiped \(text ?? "")"
        case .executed: return "phone: executed \(text ?? ""), behind which nothing stands but its description"
        case .noticed: return "phone: \(text ?? "")"
        case .jobPlanned: return "phone: \(job(event)) is planned: \(text ?? "")"
        case .jobErrand: return "phone: \(job(event)) needs \(text ?? "")"
        case .jobBegun: return "phone: \(job(event)) begins: \(text ?? "")"
        case .jobEnded: return "phone: \(job(event)) has ended: \(text ?? "")"
        case .pollPlanned: return "next: \(text ?? "")"
        case .pushReceived: return "push received"
        case .note: return "note: \(text ?? "")"
        }
    }

    /// `200 Get 5 ./DevInfo/Man`, with the reason of a status that is not plain success.
    private static func command(_ event: AgentEvent, reason: String?) -> String? {
        guard event.command != "SyncHdr" || event.status != 200 else { return nil }
        let code = event.status.map { "\($0)" } ?? "?"
        let isSuccess = (200..<214).contains(event.status ?? 0)
        let coloured = Console.coloured(code, isSuccess ? .green : .red)
        let uris = name(event).isEmpty ? "" : " \(name(event))"
        return
            "    \(coloured) \(Console.visible(event.command ?? "")) \(Console.visible(event.commandID ?? ""))\(uris)"
            + (reason.map { ": \(ReasonText.without(event.uris?.first, in: $0))" } ?? "")
            + (event.notes ?? []).map { "\n      note: \(Console.visible($0))" }.joined()
    }

    /// `odd: discovery answer, line 3, column 5: …`; what is only unusual is not worth a line.
    static func tolerance(_ event: AgentEvent) -> String? {
        guard event.isBreach == true else { return nil }
        return "  odd: \(Console.visible(event.place ?? "")): \(Console.visible(event.text ?? ""))"
    }

    private static func job(_ event: AgentEvent) -> String { "a job of \(Console.visible(event.label ?? ""))" }

    private static func name(_ event: AgentEvent) -> String {
        (event.uris ?? []).map { Console.visible($0) }.joined(separator: " ")
    }
}
