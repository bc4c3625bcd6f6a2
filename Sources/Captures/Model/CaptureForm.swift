/// The forms in which people keep messages.
package enum CaptureForm: String, Equatable, Hashable, Sendable, CaseIterable {
    /// One message as XML or WBXML, with nothing around it: a file, or a folder of them.
    case message
    /// Commands without a message around them, as operators keep them.
    case commands
    /// Several messages in one text, with whatever stands between them.
    case text
    /// The stream that SyncML Viewer saves.
    case syncMLViewer
    /// The log of Android's Company Portal.
    case companyPortal
    /// Messages that were copied from a web page.
    case webPaste
    /// The description beside the messages that `--record` writes.
    case recording
    /// HTTP as it goes over the wire: what `--record` writes, `curl -i`, Fiddler's raw view, documents.
    case http
    /// `curl --trace` and `--trace-ascii`.
    case curlTrace
    /// The dump of requests and answers that servers in Go print.
    case goDump
    /// `tshark -z follow,http,ascii`.
    case tsharkFollow
    /// HTTP Archive 1.2.
    case har
    /// What ngrok's agent tells of its requests.
    case ngrok
    /// The archive of Fiddler.
    case saz
    /// The flows of mitmproxy.
    case mitmproxy
    /// The items that Burp saves.
    case burp
}

extension CaptureForm {
    /// Whether messages stand in it one behind another, so that a copy that broke off ends within one. The others cannot be
    /// read then, or say themselves what is missing.
    var isText: Bool {
        switch self {
        case .message, .text, .syncMLViewer, .companyPortal, .webPaste, .http, .curlTrace, .goDump, .tsharkFollow: true
        case .commands, .recording, .har, .ngrok, .saz, .mitmproxy, .burp: false
        }
    }
}

extension CaptureForm: CustomStringConvertible {
    /// Its name, as its users know it.
    package var description: String {
        switch self {
        case .message: "message"
        case .commands: "commands without a message"
        case .text: "text with messages in it"
        case .syncMLViewer: "SyncML Viewer stream"
        case .companyPortal: "Company Portal log"
        case .webPaste: "copy of a web page"
        case .recording: "recording of --record"
        case .http: "HTTP text"
        case .curlTrace: "curl trace"
        case .goDump: "dump of a Go server"
        case .tsharkFollow: "tshark follow"
        case .har: "HAR"
        case .ngrok: "ngrok requests"
        case .saz: "Fiddler archive (SAZ)"
        case .mitmproxy: "mitmproxy flows"
        case .burp: "Burp items"
        }
    }
}
