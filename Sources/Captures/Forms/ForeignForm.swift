/// What people take for a capture and what holds no messages: what it is, and how to get messages.
enum ForeignForm {
    static let diagnosticReport =
        "this is a diagnostic report of Windows (MDMDiagReport): it tells settings and results and holds no messages; record "
        + "them on the device with SyncML Viewer, or on the way with mitmproxy or Fiddler"

    /// - Returns: nil where the file may be a capture.
    static func description(of source: CaptureSource) -> String? {
        if let known = signatures.first(where: { source.octets.starts(with: $0.octets) }) { return known.text }
        if isEventTrace(source.octets) { return eventTrace }
        if isNotification(source.octets) { return notification }
        return rootDescription(source) ?? textDescription(source)
    }

    private static let signatures: [(octets: [UInt8], text: String)] = [
        ([0xD4, 0xC3, 0xB2, 0xA1], packets), ([0xA1, 0xB2, 0xC3, 0xD4], packets),
        ([0x4D, 0x3C, 0xB2, 0xA1], packets), ([0xA1, 0xB2, 0x3C, 0x4D], packets), ([0x0A, 0x0D, 0x0D, 0x0A], packets),
        (Array("ElfFile\u{0}".utf8), eventLog), (Array("MSCF".utf8), "this is a cabinet archive (CAB); " + cabinet),
        (
            Array("SQLite format 3\u{0}".utf8),
            "this is a database, and no capture; a phone's is named by --state FOLDER"
        ),
        ([0x37, 0x7A, 0xBC, 0xAF], "this is a 7-zip archive; unpack it and name the folder"),
        (Array("%PDF".utf8), "this is a PDF, and no capture"),
        ([0x7F, 0x45, 0x4C, 0x46], "this is a program, and no capture"),
    ]

    private static let packets =
        "this is a capture of packets (pcap), which is read by other programs: tshark -r FILE -q --export-objects http,FOLDER "
        + "writes the bodies into a folder that can be named here; what is encrypted needs the server's key there, or a "
        + "recording by mitmproxy or with --record"

    private static let eventLog =
        "this is an event log of Windows (EVTX): it tells what failed, without the messages; record them on the device with "
        + "SyncML Viewer, or on the way with mitmproxy or Fiddler"

    private static let cabinet =
        "the device's diagnostic report is one, and holds no messages; record them on the device with SyncML Viewer, or on "
        + "the way with mitmproxy or Fiddler"

    private static let eventTrace =
        "this is a trace of Windows (ETL), in which messages stand as events; open it with SyncML Viewer and save the stream, "
        + "or let tracerpt FILE -of XML write it as text"

    /// The first buffer of a trace holds its header, whose mark is of the kind *system* for 32 or 64 bits (evntrace.h,
    /// TRACE_HEADER_TYPE_SYSTEM32 and 64), behind 72 octets of the buffer's own header.
    private static func isEventTrace(_ octets: [UInt8]) -> Bool {
        octets.count > 0x50 && octets[0x48] == 2 && octets[0x49] == 0 && (1...2).contains(octets[0x4A])
            && octets[0x4B] == 0xC0
    }

    private static let notification =
        "this is a notification that wakes a phone (package 0), which holds no messages; record the session that follows it"

    /// A digest of 16 octets, then the version in ten bits, 1.1 or 1.2, and after five more bits 27 that are zero
    /// (OMA-TS-DM_Notification-V1_2_1 section 5).
    private static func isNotification(_ octets: [UInt8]) -> Bool {
        guard (24...4096).contains(octets.count) else { return false }
        let version = Int(octets[16]) << 2 | Int(octets[17] >> 6)
        return (11...12).contains(version) && octets[17] & 7 == 0 && octets[18...20].allSatisfy { $0 == 0 }
    }

    private static func rootDescription(_ source: CaptureSource) -> String? {
        guard let root = source.root, root.isFirst else { return nil }
        switch root.name.lowercased() {
        case "mdmenterprisediagnosticsreport": return diagnosticReport
        case "devicepoll", "pollresponse": return deviceXML
        case "mgmttree": return "this is a description of nodes (DDF), which --ddf FOLDER reads; it holds no messages"
        case "policydefinitions": return policies
        case "policydefinitionresources":
            return "this is a file of texts beside an ADMX file (ADML), which no device gets; it holds no messages"
        case "html":
            guard source.text.offset(of: "SyncML") == nil || source.text.offset(of: "MDMDiag") != nil else {
                return nil
            }
            return source.text.offset(of: "MDMDiag") != nil ? diagnosticReport : "this is a web page without messages"
        default: return source.text.offset(of: "DeviceManagement.xsd") != nil ? deviceXML : nil
        }
    }

    private static let policies =
        "this is an ADMX file, which holds no messages; a desktop gets it as the value of an Add to "
        + "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/APP/Policy/NAME: give that command with the file in its "
        + "Data, escaped (&lt; for <), and --device desktop-1703"

    private static let deviceXML =
        "this is the device management of Windows CE (DevicePoll, as SMS and Configuration Manager spoke it), which is another "
        + "language than SyncML; there is nothing in it that this phone could be asked"

    private static func textDescription(_ source: CaptureSource) -> String? {
        if source.begins(with: "+--"), source.text.offset(of: "| PAYLOAD") != nil {
            return
                "this is a table of fleetctl, whose columns cut lines; ask for the results as JSON or take the messages from "
                + "the server's log"
        }
        if source.begins(with: "-----BEGIN ") { return "this is a certificate or key (PEM), and no capture" }
        if source.begins(with: "{"), ["\"swagger\"", "\"openapi\""].contains(where: source.beginning.text.contains) {
            return "this is a description of an API, and no capture"
        }
        if source.begins(with: "["), source.beginning.dropFirst().drop(while: \.isBlank).starts(with: "\"<".utf8) {
            return
                "this is a list in JSON whose messages are texts; write each into a file of its own and name the folder, or "
                + "all into one: jq -r '.[]' FILE"
        }
        let lines = TextLines(Array(source.text.prefix(16_384)))
        let hasVerbose = (0..<lines.count).contains { index in
            lines[index].starts(with: "> ".utf8) && HTTPHead.isStart(lines[index].dropFirst(2))
        }
        return hasVerbose && source.text.offset(of: "bytes data]") != nil
            ? "this is what curl -v prints, which is heads without bodies; use --trace FILE instead" : nil
    }
}
