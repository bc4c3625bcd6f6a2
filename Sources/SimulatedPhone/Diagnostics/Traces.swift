import ManagementTree
package import Notation

/// The traces that are running (DiagnosticLog), by the names of their collectors. What they have seen stands in the tree,
/// as the stored value of TraceControl, which no server reads.
struct Traces: KeyedValue {
    static let key = "DiagnosticLog"

    struct Trace: Codable, Equatable, Sendable {
        var since: Instant
        /// Whether the oldest events make room for new ones; else the trace is full at some time.
        var isCircular: Bool
    }

    var running: [String: Trace] = [:]

    /// Inferred: so many at a time, and so many octets of each, far less than the smallest file of 1 MB: a server must not
    /// make its commands cost more and more.
    static let most = 8
    fileprivate static let octets = 16_384
}

extension Phone {
    /// The provider of what management does on a phone (Microsoft, *DiagnosticLog CSP*); of others there is nothing to see.
    static let managementEvents: NodeName = "3da494e4-0fe2-415c-b895-fb5265c5c83b"

    private static let collectors: [NodeName] = ["Vendor", "MSFT", "DiagnosticLog", "EtwLog", "Collectors"]

    /// The node of a collector.
    func collector(_ name: String) -> TreeNode? {
        tree.node(at: Self.collectors + [NodeName(name)], in: .device)
    }

    /// Tells the traces that run what management has done; costs nothing while none does.
    /// - Parameter isError: whether it failed (level 2 of TraceLevel), else it is information (4).
    package mutating func trace(isError: Bool, _ text: @autoclosure () -> String, _ now: Instant) {
        guard memory.values[Traces.key] != nil else { return }
        let level = isError ? 2 : 4
        let wanting = self[Traces.self].running.filter { wants(level, of: $0.key) }
        guard !wanting.isEmpty else { return }
        let event = ValueMarkup.element(
            "Event", [("Time", now.text), ("Level", "\(level)")], ValueMarkup.escaped(String(text().prefix(200))))
        for (name, trace) in wanting { add(event + "\n", to: name, trace) }
    }

    private mutating func add(_ event: String, to name: String, _ trace: Traces.Trace) {
        var text = events(of: name) + event
        while text.utf8.count > Traces.octets {
            guard trace.isCircular, let end = text.firstIndex(of: "\n") else { return }
            text.removeSubrange(...end)
        }
        setEvents(text, of: name)
    }

    /// What a collector has seen: elements, a line each.
    func events(of collector: String) -> String { self.collector(collector)?.child("TraceControl")?.value?.text ?? "" }

    mutating func setEvents(_ text: String, of collector: String) {
        tree.set(.chr(text), at: Self.collectors + [NodeName(collector), "TraceControl"], in: .device)
    }

    /// Whether a collector has the provider of such events, in a state and at a level that let it pass.
    private func wants(_ level: Int, of name: String) -> Bool {
        guard let provider = collector(name)?.child("Providers")?.child(Self.managementEvents) else { return false }
        let isOn = provider.child("State")?.value?.flag ?? true
        return isOn && level <= provider.child("TraceLevel")?.value?.number ?? 5
    }
}
