internal import Notation
internal import SyncML
internal import Wire

/// A message on the page, folded: laid out for people, its head, and its octets as they were on the wire.
struct HTMLMessage {
    enum Role: String {
        case asked, recorded, replayed

        fileprivate func title(_ sender: RecordedMessage.Sender) -> String {
            let who = sender == .device ? "device" : "server"
            return switch self {
            case .asked: "The \(who) sends"
            case .recorded: "The \(who) answered when it was recorded"
            case .replayed: "The \(who) answers now"
            }
        }
    }

    /// Of one message so many octets are shown, so that a page can be opened whatever a server sends.
    private static let mostShown = 256 * 1024
    private static let mostDumped = 16 * 1024

    private let message: RecordedMessage
    private let role: Role

    init(_ message: RecordedMessage, _ role: Role) {
        self.message = message
        self.role = role
    }

    var written: String {
        let form = MessageForm(of: message.octets)
        let reading = (try? message.reading())?.message
        var facts = [form == .xml ? "XML" : "WBXML", HTMLReporter.counted(message.octets.count, "octet")]
        if let id = message.header?.messageID { facts.insert("MsgID \(ReportMarkup.line(id))", at: 0) }
        if let reading { facts.append(Self.contents(of: reading)) }
        if role != .replayed {
            facts.append("<span class=\"mono\">\(ReportMarkup.line(message.place.description))</span>")
        }
        var inside = ""
        if let reading {
            inside +=
                "<h4>\(form == .xml ? "Laid out" : "As XML, laid out")</h4>"
                + Self.pre(MessageWriter(style: .pretty).write(reading), most: Self.mostShown)
        } else {
            inside += "<p>It cannot be read as a message.</p>"
        }
        if let head = message.head { inside += Self.folded("Head", "<pre tabindex=\"0\">\(Self.text(of: head))</pre>") }
        inside += Self.folded("As it was on the wire", raw(form))
        return
            "<details class=\"message \(role.rawValue)\"><summary><span class=\"who\">\(role.title(message.sender))</span> "
            + "<span class=\"soft\">\(facts.joined(separator: ", "))</span></summary><div class=\"inside\">\(inside)</div></details>\n"
    }

    private static func folded(_ title: String, _ content: String) -> String {
        "<details><summary>\(title)</summary>\(content)</details>"
    }

    /// `2 Status, 1 Get`, in the order in which they come first.
    private static func contents(of message: Message) -> String {
        var names: [String] = []
        var counts: [String: Int] = [:]
        for command in message.commands {
            if counts[command.name] == nil { names.append(command.name) }
            counts[command.name, default: 0] += 1
        }
        guard !names.isEmpty else { return "no command" }
        return names.map { "\(counts[$0, default: 0]) \(ReportMarkup.line($0))" }.joined(separator: ", ")
    }

    private static func text(of head: RecordedMessage.Head) -> String {
        let start =
            switch head.start {
            case .request(let method, let target): "\(method) \(target)"
            case .response(let status): "HTTP status \(status)"
            }
        return ReportMarkup.text(
            ([start] + head.headers.fields.map { "\($0.name): \($0.value)" }).joined(separator: "\n"))
    }

    private func raw(_ form: MessageForm) -> String {
        form == .xml ? Self.pre(message.octets, most: Self.mostShown) : Self.dump(message.octets)
    }

    private static func pre(_ octets: [UInt8], most: Int) -> String {
        // UTF-16 is shown as what it says.
        let text = octets.count > most ? Array(octets.prefix(most)) : octets
        let source = CaptureSource(CaptureFile(name: "", octets: text), CaptureLimits())
        return "<pre tabindex=\"0\">\(ReportMarkup.text(source.text[...].text))</pre>" + rest(octets.count - text.count)
    }

    private static func dump(_ octets: [UInt8]) -> String {
        let shown = octets.prefix(mostDumped)
        let lines = stride(from: 0, to: shown.count, by: 16).map { start in
            let row = shown[start..<min(start + 16, shown.count)]
            let digits = row.map { $0.hexadecimal(width: 2, uppercase: false) }.joined(separator: " ")
            let text = row.map { (0x20..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
            let padding = String(repeating: " ", count: 47 - digits.utf8.count)
            return "\(UInt(start).hexadecimal(width: 6, uppercase: false))  \(digits)\(padding)  \(text)"
        }
        return "<pre tabindex=\"0\">\(ReportMarkup.text(lines.joined(separator: "\n")))</pre>"
            + rest(octets.count - shown.count)
    }

    private static func rest(_ count: Int) -> String {
        count > 0 ? "<p class=\"soft\">\(HTMLReporter.counted(count, "more octet")) not shown.</p>" : ""
    }
}
