import Notation
import Session
import SimulatedPhone
import SyncML

/// The text of `--explain`: what became of each item and why, then what was odd in the message.
enum ExplanationText {
    static func lines(_ explained: ExplainedMessage) -> [String] {
        var counts: [Note: Int] = [:]
        for note in explained.explanation.entries.flatMap(\.notes) { counts[note, default: 0] += 1 }
        var told: Set<Note> = []
        var lines: [String] = []
        // The header has a line only where something is the matter with it.
        for entry in explained.explanation.entries where entry.position != nil || !entry.isSuccess {
            lines.append(line(entry))
            for note in entry.notes where told.insert(note).inserted {
                let times = counts[note, default: 1] > 1 ? " (\(counts[note, default: 1]) times)" : ""
                lines.append("    note: \(Console.visible(note.text))\(times)")
            }
        }
        lines += explained.reply.phone.effects.map { "phone: \(text($0))" }
        lines += explained.remarks.map { "note: \(Console.visible($0))" }
        return lines + oddities(explained.tolerances)
    }

    /// What was odd in the text, each kind once with its first place; what every profile has is not told.
    static func oddities(_ tolerances: [Tolerance]) -> [String] {
        var counts: [Tolerance.Kind: Int] = [:]
        for tolerance in tolerances { counts[tolerance.kind, default: 0] += 1 }
        let told = tolerances.filter { counts[$0.kind] != nil }
            .reduce(into: [Tolerance]()) { told, tolerance in
                if !told.contains(where: { $0.kind == tolerance.kind }) { told.append(tolerance) }
            }
        return told.sorted { $0.kind.rank > $1.kind.rank }.map { tolerance in
            let count = counts[tolerance.kind, default: 1]
            let text = "note: \(tolerance)" + (count > 1 ? " (\(count) times)" : "")
            return tolerance.kind.rank == .lossy ? text : Console.coloured(text, .dim)
        }
    }

    static func text(_ effect: Effect) -> String {
        switch effect {
        case .screenLocked: "the screen is locked"
        case .pinReplaced: "the PIN is a new one; the old one opens nothing"
        case .wiped: "the phone is wiped and starts from the factory state"
        case .unenrollmentRequested: "the server has ended the phone's account; a real session stops here"
        case .noticed(_, let text): Console.visible(text)
        case .jobPlanned(let job): "a job of \(job.csp) is planned: \(Console.visible(job.words)), due \(job.due.text)"
        case .executed(let uri): "executed \(Console.visible(uri)), behind which nothing stands but its description"
        }
    }

    /// `404 Get 7 ./DevInfo/Nothing: no description knows …`
    private static func line(_ entry: Explanation.Entry) -> String {
        let code = Console.coloured(entry.code.map { "\($0.rawValue)" } ?? "?", entry.isSuccess ? .green : .red)
        let reference = entry.commandID.isEmpty ? "without CmdID" : Console.visible(entry.commandID)
        let address = entry.address.map { " " + Console.visible($0) } ?? ""
        let value = entry.value.map { " = " + ValueText.short($0) } ?? ""
        let reason = entry.reason.map { ReasonText.without(entry.address, in: Console.visible($0)) }
        return "\(code) \(Console.visible(entry.command)) \(reference)\(address)\(value): \(reason ?? done(entry))"
    }

    private static func done(_ entry: Explanation.Entry) -> String {
        entry.code == .acceptedForProcessing ? "taken, and goes on" : entry.isSuccess ? "done" : "no reason is known"
    }
}

/// A value within a line.
enum ValueText {
    static func short(_ value: String, most: Int = 60) -> String {
        let start = value.unicodeScalars.prefix(most)
        let isCut = start.endIndex != value.unicodeScalars.endIndex
        return Console.visible(String(String.UnicodeScalarView(start))) + (isCut ? "…" : "")
    }
}
