import Foundation

/// What a file is that people mistake for a message: captures and archives, told by how they begin.
enum ForeignFile {
    /// - Returns: what the file is and what to do with it; nil where it may be a message or a list of settings.
    static func description(of bytes: [UInt8]) -> String? {
        if let known = signatures.first(where: { bytes.starts(with: $0.bytes) }) { return known.text }
        let start = String(decoding: bytes.prefix(4096).filter { $0 != 0 && $0 < 0x80 }, as: UTF8.self)
        let rest = start.drop { $0.isWhitespace }
        if rest.hasPrefix("{"), isHAR(rest, bytes) {
            return "is a capture in the form HAR (browser tools, Fiddler, mitmproxy); " + takeOut
        }
        if rest.hasPrefix("{"), rest.contains("\"swagger\"") || rest.contains("\"openapi\"") {
            return "is a description of an API, no message"
        }
        if rest.prefixMatch(of: #/\d{1,12}:(\d+:|\w+;)/#) != nil {
            return
                "is a capture of mitmproxy (a flow file); export the flow's request or response body as a file of its own"
        }
        if rest.prefixMatch(of: #/(GET|POST|PUT|HEAD|CONNECT) \S+ HTTP\/1/#) != nil || rest.hasPrefix("HTTP/1.") {
            return "is a recorded HTTP message with its head; " + takeOut
        }
        if rest.hasPrefix("=====") || rest.hasPrefix("-----BEGIN") {
            return rest.hasPrefix("-----BEGIN")
                ? "is a certificate or key (PEM), no message" : "is a dump of requests and answers; " + takeOut
        }
        if rest.hasPrefix("&lt;") { return "was copied from a web page: < stands in it as &lt;; undo that first" }
        return stream(start) ?? rootDescription(rest)
    }

    private static let takeOut =
        "a capture holds both directions: put what the server sent, from <SyncML on, into a file of its own"

    private static let signatures: [(bytes: [UInt8], text: String)] = [
        (Array("PK\u{3}\u{4}".utf8), "is a zip archive (a Fiddler capture, SAZ, is one): unpack it; " + takeOut),
        ([0x1F, 0x8B], "is compressed with gzip: unpack it first"),
        ([0xD4, 0xC3, 0xB2, 0xA1], packets), ([0xA1, 0xB2, 0xC3, 0xD4], packets), ([0x4D, 0x3C, 0xB2, 0xA1], packets),
        ([0x0A, 0x0D, 0x0D, 0x0A], packets),
        (Array("ElfFile".utf8), "is a Windows event log (EVTX), which holds no messages"),
        (Array("MSCF".utf8), "is a cabinet archive (CAB), such as a diagnostic report, which holds no messages"),
        (Array("SQLite format 3".utf8), "is a SQLite database; the phone that it may hold is named by --state FOLDER"),
        (Array("%PDF".utf8), "is a PDF, no message"),
        ([0x7F, 0x45, 0x4C, 0x46], "is a program, no message"),
    ]

    private static let packets =
        "is a capture of packets (pcap); what is encrypted in it cannot be read: record with a proxy, or with --record"

    private static func isHAR(_ start: Substring, _ bytes: [UInt8]) -> Bool {
        start.prefixMatch(of: #/\{\s*"log"\s*:/#) != nil
            || (start.contains("\"log\"") && (start.contains("\"entries\"") || start.contains("\"creator\"")))
    }

    /// The marks that SyncML Viewer puts between the messages of a stream.
    private static func stream(_ start: String) -> String? {
        guard start.contains("<!-- OmaDmSessionStart") || start.contains("<!-- OmaDmSessionComplete") else {
            return nil
        }
        return "is a stream of SyncML Viewer with the messages of both sides; " + takeOut
    }

    private static func rootDescription(_ rest: Substring) -> String? {
        let roots: [(String, String)] = [
            ("wap-provisioningdoc", "is a provisioning document, which enrols a phone; give it to enroll --document"),
            ("MDMEnterpriseDiagnosticsReport", "is a diagnostic report (MDMDiagReport), which holds no messages"),
            ("MgmtTree", "is a DDF file; give its folder by --ddf"),
            ("Envelope", "is a SOAP message (Envelope), as in enrolment; apply takes messages of sessions (SyncML)"),
            ("html", "is a web page, no message"),
        ]
        guard let root = rest.firstMatch(of: #/<(?:[A-Za-z][\w-]*:)?([A-Za-z][\w-]*)[\s>\/]/#) else { return nil }
        let name = root.1.lowercased()
        return roots.first { $0.0.lowercased() == name }?.1
    }
}
