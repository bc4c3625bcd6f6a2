import ArgumentParser
import GraphClient

/// `lab audit`: who did what.
struct LabAuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "List who asked devices for what, gave or took consent or a role, or read a passcode; oldest first.",
        discussion: """
            Who reads the same again within ten minutes makes no entry of its own: the first one says how often, and when last.

            EXAMPLES
              understudy lab audit
              understudy lab audit --json | jq '.audits[] | select(.action == "passcodeRead")'
            """)

    @OptionGroup var lab: LabAccess

    func run() async throws {
        try await lab.administer { graph in
            let audits = try await graph.audits()
            let rows = audits.map { audit in
                [
                    LabText.time(audit.requestDateTime), audit.initiatedByUserPrincipalName ?? "", audit.action,
                    audit.deviceDisplayName ?? "", audit.detail ?? "", again(audit),
                ]
            }
            return LabOutcome(
                ["WHEN (UTC)", "WHO", "WHAT", "DEVICE", "DETAIL", "AGAIN"], rows,
                none: "Nothing is in the audit list yet.", ["audits": audits])
        }
    }

    private func again(_ audit: GraphAudit) -> String {
        guard let count = audit.requestCount, count > 1 else { return "" }
        return "\(count) times, last \(LabText.time(audit.lastRequestDateTime))"
    }
}
