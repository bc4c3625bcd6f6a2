import ManagementTree
import Notation

/// DiagnosticLog: traces of what management does, the phone's state, and files of both that a server fetches in blocks
/// (Microsoft, *DiagnosticLog CSP* 1.3; csp.md 15.4).
struct DiagnosticLogProvider: Provider {
    private static let collector = "EtwLog/Collectors/*"
    private static let control = collector + "/TraceControl"
    private static let snapshot = "DeviceStateData/MdmConfiguration"
    private static let file = "FileDownload/DMChannel/*"

    // MARK: - Files

    func computedNames(below parent: NodeLocation, in phone: Phone) -> [String] {
        guard parent.place == Self.file + "/DataBlocks" else { return [] }
        return blocks(parent, in: phone).indices.map { "\($0)" }
    }

    func read(
        _ node: NodeLocation, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> NodeValue? {
        switch node.place {
        case Self.control: node.value("")
        case Self.collector + "/TraceStatus":
            node.value(phone[Traces.self].running[Self.name(node, phone)] == nil ? "0" : "1")
        case Self.file + "/BlockCount": node.value("\(blocks(node, in: phone).count)")
        case Self.file + "/BlockIndexToRead": node.isStored ? nil : node.value("0")
        case Self.file + "/BlockData": block(setting("BlockIndexToRead", node, phone) ?? 0, node, phone)
        case Self.file + "/DataBlocks/*": block(node.name.flatMap { Int($0.text) } ?? -1, node, phone)
        default: nil
        }
    }

    /// The file in blocks as large as the server wants them.
    private func blocks(_ node: NodeLocation, in phone: Phone) -> [ArraySlice<UInt8>] {
        let octets = node.openNames.first.map { LogFile.octets(named: $0, on: phone) } ?? []
        let size = min(max(1, setting("BlockSizeKB", node, phone) ?? 4), 1024) * 1024
        return stride(from: 0, to: octets.count, by: size).map { octets[$0..<min($0 + size, octets.count)] }
    }

    /// Beyond the end there is nothing.
    private func block(_ index: Int, _ node: NodeLocation, _ phone: Phone) -> NodeValue {
        let blocks = blocks(node, in: phone)
        return node.value(blocks.indices.contains(index) ? Base64.encode(Array(blocks[index])) : "")
    }

    /// A number that was written beside a node of a file.
    private func setting(_ name: NodeName, _ node: NodeLocation, _ phone: Phone) -> Int? {
        // Vendor, MSFT, DiagnosticLog, FileDownload, DMChannel, the file.
        phone.tree.node(NodeID(node.uri.ancestor(depth: 6).appending(name)))?.value?.number
    }

    // MARK: - Traces

    func execute(
        _ node: NodeLocation, argument: String?, in phone: inout Phone, _ environment: PhoneEnvironment
    ) throws(Refusal) -> Situation? {
        let (name, now) = (Self.name(node, phone), environment.now)
        switch (node.place, argument) {
        case (Self.control, "START"): try start(name, node, &phone, now)
        case (Self.control, "STOP"):
            guard let trace = phone[Traces.self].running.removeValue(forKey: name) else {
                throw Refusal(.notAllowedNow, "\(node.uri): no trace is running; Exec it with START first")
            }
            let text = LogFile.trace(phone.events(of: name), of: name, since: trace.since, phone, now: now)
            try LogFile.keep(text, named: name, on: &phone)
        case (Self.snapshot, "SNAP"):
            try LogFile.keep(LogFile.configuration(of: phone, now: now), named: "MdmConfiguration", on: &phone)
        case ("EtwLog/Channels/*/Export", _):
            // Inferred: of the channels of a desktop nothing is known, so that the file holds no event.
            try LogFile.keep(LogFile.trace("", of: name, since: now, phone, now: now), named: name, on: &phone)
        case (Self.control, _), (Self.snapshot, _):
            let commands = node.place == Self.control ? "START or STOP" : "SNAP"
            throw Refusal(.valueRefused, "\(node.uri): the argument has to be \(commands)")
        default: return nil
        }
        return .done
    }

    /// A trace that runs already begins anew, as its file is written anew. Mode and size count from the next start.
    private func start(_ name: String, _ node: NodeLocation, _ phone: inout Phone, _ now: Instant) throws(Refusal) {
        let running = phone[Traces.self].running
        guard running[name] != nil || running.count < Traces.most else {
            throw Refusal(.storageFull, "\(node.uri): \(Traces.most) traces are running; stop one of them")
        }
        let mode = phone.collector(name)?.child("TraceLogFileMode")?.value?.number
        phone[Traces.self].running[name] = Traces.Trace(since: now, isCircular: mode == 2)
        phone.setEvents("", of: name)
    }

    /// With its collector a trace ends, and its file goes.
    ///
    /// Inferred: no page says when a file goes; else a phone would be full of them.
    func didChange(
        _ node: NodeLocation, _ change: NodeChange, in phone: inout Phone, _ environment: PhoneEnvironment
    ) -> Situation {
        guard node.place == Self.collector, change == .deleted, let name = node.openNames.first else { return .done }
        phone[Traces.self].running = phone[Traces.self].running.filter { NodeName($0.key) != name }
        LogFile.remove(name, from: &phone)
        return .done
    }

    func notes(on node: NodeLocation, in phone: Phone) -> [Note] {
        guard node.place.hasPrefix(Self.collector + "/Providers/*/"), node.openNames.last != Phone.managementEvents
        else { return [] }
        return [Note(.effect, "nothing is known here of this provider's events, so its trace is empty")]
    }

    func sights(in phone: Phone) -> [String] {
        phone[Traces.self].running.sorted { $0.key < $1.key }.map { "traces \($0.key) since \($0.value.since.text)" }
    }

    /// The name of the collector as it was made, or of the channel.
    private static func name(_ node: NodeLocation, _ phone: Phone) -> String {
        let name = node.openNames.first?.text ?? ""
        return phone.collector(name)?.name ?? name
    }
}
