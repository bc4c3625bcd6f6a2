import ManagementTree
import Notation

/// Reporting: logs of Windows Information Protection and of security auditing (Microsoft, *Reporting CSP*; csp.md 15.3).
///
/// The log of Windows Information Protection is empty, because nobody works with files on this phone.
struct ReportingProvider: Provider {
    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        guard node.name == "Logs" else { return nil }
        guard node.place.hasPrefix("SecurityAuditing/") else { return node.value(Self.document([], phone)) }
        let (start, stop) = (time("StartTime", beside: node, phone), time("StopTime", beside: node, phone))
        let count = value("LogCount", beside: node, phone)?.number ?? .max
        let entries = phone[AuditLog.self].entries
            .filter { $0.time >= start ?? .epoch && $0.time <= stop ?? environment.now }
            .prefix(max(0, count))
        return node.value(Self.document(Array(entries), phone))
    }

    /// Inferred: what is no time is refused with 500.
    func willChange(_ node: NodeLocation, _ change: NodeChange, in phone: Phone) throws(Refusal) {
        guard node.name == "StartTime" || node.name == "StopTime", let text = change.value?.text, !text.isEmpty,
            Self.time(text) == nil
        else { return }
        throw Refusal(
            .valueRefused, "\(node.uri): '\(text.prefix(40))' is no date with a time; write it as 2017-04-25T00:00:00Z")
    }

    private func value(_ name: NodeName, beside node: NodeLocation, _ phone: Phone) -> NodeValue? {
        phone.tree.node(NodeID(node.uri.ancestor(depth: node.uri.depth - 1).appending(name)))?.value
    }

    private func time(_ name: NodeName, beside node: NodeLocation, _ phone: Phone) -> Instant? {
        value(name, beside: node, phone).flatMap { Self.time($0.text) }
    }

    /// The page's examples: `2012-11-30T01:48:14.233Z`, and `2015-08-12T08:15:30:27` without a zone.
    private static func time(_ text: String) -> Instant? {
        guard let match = text.wholeMatch(of: #/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([.:]\d+)?Z?/#) else { return nil }
        return Instant(text: "\(match.1)Z")
    }

    /// The form of the logs that Microsoft's pages show (*How to collect WIP audit event logs*), times as FILETIME.
    ///
    /// Inferred: the names of the types of log for security auditing, which no page shows.
    private static func document(_ entries: [AuditLog.Entry], _ phone: Phone) -> String {
        let logs = entries.map { entry in
            ValueMarkup.element(
                "Log",
                [
                    ("ProviderType", "SecurityAudit"), ("LogType", entry.kind.rawValue),
                    ("TimeStamp", "\((entry.time.seconds + 11_644_473_600) * 10_000_000)"),
                ])
        }
        let user = ValueMarkup.element(
            "User", [("UserID", phone.join?.user ?? ""), ("EnterpriseID", phone.join?.tenant ?? "")], logs.joined())
        return ValueMarkup.declaration
            + ValueMarkup.element(
                "Reporting", [("Version", "com.microsoft/2.0/MDM/Reporting")], logs.isEmpty ? "" : user)
    }

    func sights(in phone: Phone) -> [String] {
        let count = phone[AuditLog.self].entries.count
        return count == 0 ? [] : ["has \(count) entries of security auditing"]
    }
}
