import Agent
import Foundation
import Lab
import Session

/// What the demo says to people.
enum DemoText {
    /// What stands before the story.
    static func beginning(_ url: String, _ ending: DemoEnding?) -> [String] {
        [
            "A phone's passcode is reset. The phone, its management server and the PIN reset service are all in this process,",
            "at \(url); nothing leaves this machine.",
        ] + (ending.map { ["In this story \($0.summary)."] } ?? []) + [""]
    }

    /// A step, and below it what went over the wire.
    static func lines(_ step: DemoStep, number: Int) -> [String] {
        let label = step.kind.label
        let front = String(repeating: " ", count: max(0, 2 - "\(number)".count)) + "\(number) "
        let pad = String(repeating: " ", count: max(1, margin - 3 - label.count))
        let name = Console.coloured(label, .bold, on: STDOUT_FILENO)
        let text = wrapped(Console.visible(step.text), after: margin)
        let wire = wire(step).map { line in
            Console.coloured(String(repeating: " ", count: margin) + line, .dim, on: STDOUT_FILENO)
        }
        return ["\(front)\(name)\(pad)\(text)"] + wire
    }

    /// Where the text of a step begins.
    private static let margin = 13
    private static let width = 120

    /// A text that goes on below itself where a line is full.
    /// - Parameter margin: how many columns are left free before it.
    private static func wrapped(_ text: String, after margin: Int) -> String {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= width - margin {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines.joined(separator: "\n" + String(repeating: " ", count: margin))
    }

    /// `POST MDM.svc 200 ×2, GET /pin-reset/keys 200: 200 Exec LockAndRecoverPIN`; a path is told once.
    private static func wire(_ step: DemoStep) -> [String] {
        var requests: [(text: String, status: String, count: Int)] = []
        var path = ""
        for passage in step.wire {
            let status = passage.status.map { "\($0)" } ?? "no answer"
            let isSamePath = passage.path == path
            let text = "\(passage.method)\(isSamePath ? "" : " " + short(passage.path)) \(status)"
            let isAgain = isSamePath && requests.last?.status == "\(passage.method) \(status)"
            if isAgain {
                requests[requests.count - 1].count += 1
            } else {
                requests.append((text, "\(passage.method) \(status)", 1))
            }
            path = passage.path
        }
        let list = requests.map { Console.visible($0.text) + ($0.count > 1 ? " ×\($0.count)" : "") }
        let answers = step.answers.map { Console.visible($0) }
        let line = [list, answers].filter { !$0.isEmpty }.map { $0.joined(separator: ", ") }.joined(
            separator: ": ")
        guard line.count > width - margin else { return line.isEmpty ? [] : [line] }
        return filled(list) + filled(answers)
    }

    /// A list in lines, each as full as it can be.
    private static func filled(_ items: [String]) -> [String] {
        var lines: [String] = []
        for item in items {
            if let last = lines.last, last.count + item.count + 3 <= width - margin {
                lines[lines.count - 1] += ", " + item
            } else {
                if !lines.isEmpty { lines[lines.count - 1] += "," }
                lines.append(item)
            }
        }
        return lines
    }

    /// A path without what is the same in all of them: the services' folders, and ids.
    private static func short(_ path: String) -> String {
        for folder in ["/EnrollmentServer/", "/ManagementServer/"] where path.hasPrefix(folder) {
            return String(path.dropFirst(folder.count))
        }
        return path.replacing(#/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/#, with: "…")
    }

    /// `200 Exec LockAndRecoverPIN`; nil for what is no command of a server.
    static func answer(_ event: AgentEvent) -> String? {
        guard event.kind == .command, let status = event.status, let command = event.command,
            let name = event.uris?.first?.split(separator: "/").last
        else { return nil }
        return "\(status) \(command) \(name)"
    }

    /// Why a command failed, without the address that it was for.
    static func reason(_ event: AgentEvent) -> String? {
        event.text.map { ReasonText.without(event.uris?.first, in: $0) }
    }

    /// What stands behind the story.
    static func end(_ report: DemoReport) -> [String] {
        let seconds = String(format: "%.1f", report.seconds)
        let others = DemoEnding.allCases.filter { $0 != report.fail }.map(\.rawValue).joined(
            separator: ", ")
        func next(_ command: String, _ text: String) -> String {
            let column = 32
            let pad = String(repeating: " ", count: max(1, column - 2 - command.count))
            return "  \(command)\(pad)\(wrapped(text, after: column))"
        }
        return ["", "Done in \(seconds) s. Next:"]
            + (report.fail == nil ? [] : [next("understudy demo", "the story with its good end")])
            + [
                next("understudy demo --fail WHAT", "another end: \(others)"),
                next("understudy demo --keep", "the same, and lab and phone stay for you"),
                next("understudy lab serve", "a lab of your own; it tells how to enrol a phone"),
            ]
    }

    /// What stands behind a story whose lab and phone stay.
    static func kept(_ report: DemoReport, folder: String) -> [String] {
        let seconds = String(format: "%.1f", report.seconds)
        let person = "as \(ConfiguredDirectory.administrator), with the token in \(folder)/lab/\(LabFolder.tokenFile)"
        let access = "--url \(report.url) --folder \(folder)/lab"
        return [
            "",
            "Done in \(seconds) s. Lab and phone stay until you press Control-C, and their state in \(folder):",
            "  lab     \(report.url)",
            "  portal  \(report.portal ?? "") (\(person))",
            "  phone   \(report.phone ?? "") (its control API)", "In another terminal:",
            "  understudy status --state \(folder)/phone --show-pin",
            "  understudy lab devices \(access)",
            "  understudy lab reset-passcode --no-policy \(access)",
        ]
    }
}
