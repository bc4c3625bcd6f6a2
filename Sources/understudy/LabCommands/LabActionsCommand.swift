import ArgumentParser
import GraphClient

/// `lab actions`: what was asked of devices.
struct LabActionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "actions", abstract: "List what was asked of devices and what came of it, the newest first.",
        discussion: """
            Passcodes are not in it: `lab device` shows one.

            EXAMPLES
              understudy lab actions
              understudy lab actions 'Lumia 950' --json | jq '.actions[] | select(.actionState == "failed")'
            """)

    @Argument(help: "Of this device only, by name or id.")
    var device: String?

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            var found: GraphDevice?
            if let device { found = try await graph.find(named: device) }
            let actions = try await graph.actions(of: found)
            let rows = actions.map { action in
                [
                    LabText.time(action.startDateTime), action.deviceDisplayName ?? "",
                    LabText.action(action.actionName),
                    action.actionState, action.initiatedByUserPrincipalName ?? "", LabText.reason(action),
                ]
            }
            return LabOutcome(
                ["ASKED FOR (UTC)", "DEVICE", "ACTION", "STATE", "BY", "WHY"], rows,
                none: "Nothing was asked of a device yet.",
                ["actions": actions])
        }
    }
}

/// `lab cancel`: takes back what was not sent.
struct LabCancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Take back what is pending for a device; what was sent cannot be taken back.",
        discussion: """
            EXAMPLES
              understudy lab cancel 'Lumia 950'
            """)

    @Argument(help: "The device by name or id, see `lab devices`; the only one if not given.")
    var device: String?

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let found = try await graph.device(named: device)
            let pending = try await graph.actions(of: found).filter { $0.actionState == "pending" }
            for action in pending { try await graph.cancel(action, of: found) }
            let names = pending.map { LabText.action($0.actionName) }.joined(separator: ", ")
            return LabOutcome(
                [pending.isEmpty ? "Nothing is pending for \(Console.visible(found.name))." : "Canceled: \(names)"],
                ["canceled": pending.map(\.id)])
        }
    }
}
