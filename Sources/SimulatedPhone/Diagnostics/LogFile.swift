import ManagementTree
import Notation

/// The files that DiagnosticLog makes. Each stands in the tree whole, as the stored value of its BlockData.
///
/// Inferred: a real phone writes its traces in the binary form of Windows (ETL); ours are XML of our own, with what this
/// phone knows.
enum LogFile {
    private static let channel: [NodeName] = ["Vendor", "MSFT", "DiagnosticLog", "FileDownload", "DMChannel"]

    /// Inferred: as many files as may stand there, and how large one may be.
    private static let most = 16
    private static let largest = 65_536

    /// Keeps a file, in the place of an older one of its name.
    static func keep(_ text: String, named name: String, on phone: inout Phone) throws(Refusal) {
        let files = phone.tree.node(at: channel, in: .device)
        guard files?.child(NodeName(name)) != nil || files?.childCount ?? 0 < most else {
            throw Refusal(.storageFull, "the phone keeps \(most) log files; delete collectors whose files were fetched")
        }
        phone.tree.set(
            NodeValue(format: .b64, content: .text(text)), at: channel + [NodeName(name), "BlockData"], in: .device)
    }

    /// A file's octets; none where there is none.
    static func octets(named name: NodeName, on phone: Phone) -> [UInt8] {
        Array((phone.tree.node(at: channel + [name, "BlockData"], in: .device)?.value?.text ?? "").utf8)
    }

    static func remove(_ name: NodeName, from phone: inout Phone) {
        phone.tree.remove(at: channel + [name], in: .device)
    }

    /// What a collector has seen.
    static func trace(
        _ events: String, of collector: String, since start: Instant, _ phone: Phone, now: Instant
    ) -> String {
        document(
            "Trace", [("Collector", collector), ("Started", start.text), ("Stopped", now.text)], events, phone)
    }

    /// What management has configured: the account, what the phone has still to do and to tell, and every leaf that was
    /// written, by its address. Values are left out, because some are secret.
    static func configuration(of phone: Phone, now: Instant) -> String {
        var lines: [String] = []
        if let enrolled = phone.enrolled {
            lines.append(
                ValueMarkup.element(
                    "Enrollment",
                    [
                        ("ProviderID", enrolled.account.providerID), ("Server", enrolled.account.address),
                        ("Type", enrolled.account.enrollmentType.rawValue), ("Since", enrolled.since.text),
                    ]))
        }
        lines += phone.jobs.map { job in
            ValueMarkup.element("Job", [("CSP", job.csp), ("Due", job.due.text), ("Begun", "\(job.isBegun)")])
        }
        lines += phone.outbox.entries.map { entry in
            ValueMarkup.element("Alert", [("Type", entry.alert.type), ("Data", entry.alert.data)])
        }
        var room = largest - lines.reduce(1024) { $0 + $1.utf8.count }
        for scope in NodeScope.allCases {
            let top = NodeURI(prefix: scope == .user ? .user : .device, names: [])
            collect(below: top, phone, &lines, &room)
        }
        return document("MdmConfiguration", [("Made", now.text)], lines.joined(separator: "\n") + "\n", phone)
    }

    private static func document(
        _ name: String, _ attributes: [(String, String)], _ content: String, _ phone: Phone
    ) -> String {
        let device = [("Device", phone.deviceID), ("Build", phone.profile.build)]
        return ValueMarkup.declaration + "\n" + ValueMarkup.element(name, attributes + device, "\n" + content)
    }

    /// The leaves that somebody has written, as many as there is room for.
    private static func collect(below uri: NodeURI, _ phone: Phone, _ lines: inout [String], _ room: inout Int) {
        guard room > 0, let node = phone.tree.node(NodeID(uri)) else { return }
        if node.value != nil {
            let line = ValueMarkup.element("Node", [("Uri", uri.description)])
            room -= line.utf8.count + 1
            lines.append(line)
        }
        for child in node.children { collect(below: uri.appending(NodeName(child.name)), phone, &lines, &room) }
    }
}
