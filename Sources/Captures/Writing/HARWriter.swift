internal import Notation
internal import SyncML
internal import Wire

/// Writes HTTP Archive 1.2. A body that is no text is base64, also of a request, as Reqable writes it: the standard has no
/// place for such a body.
enum HARWriter {
    static func octets(_ exchanges: [RecordedExchange]) -> [UInt8] {
        var text =
            "{\n \"log\": {\n  \"version\": \"1.2\",\n  \"creator\": {\"name\": \"understudy\", \"version\": \"1\"},\n"
        text += "  \"entries\": [\n"
        text += exchanges.map(entry).joined(separator: ",\n")
        text += "\n  ]\n }\n}\n"
        return Array(text.utf8)
    }

    private static func entry(_ exchange: RecordedExchange) -> String {
        // No form tells of every exchange when it was.
        var parts = ["\"startedDateTime\": \"1970-01-01T00:00:00Z\"", "\"time\": 0"]
        parts.append("\"request\": {\(exchange.request.map(request) ?? emptyRequest)}")
        parts.append("\"response\": {\(exchange.response.map(response) ?? emptyResponse)}")
        parts.append("\"cache\": {}, \"timings\": {\"send\": 0, \"wait\": 0, \"receive\": 0}")
        return "   {\(parts.joined(separator: ",\n    "))}"
    }

    private static let rest = "\"httpVersion\": \"HTTP/1.1\", \"cookies\": [], \"headersSize\": -1"
    private static let emptyRequest =
        "\"method\": \"POST\", \"url\": \"\", \(rest), \"headers\": [], \"queryString\": [], \"bodySize\": 0"
    private static let emptyResponse =
        "\"status\": 0, \"statusText\": \"\", \(rest), \"headers\": [], \"content\": {\"size\": 0, \"mimeType\": \"\"}, "
        + "\"redirectURL\": \"\", \"bodySize\": 0"

    private static func request(_ message: RecordedMessage) -> String {
        let head = HTTPTextWriter.head(of: message)
        guard case .request(let method, let target) = head.start else { return emptyRequest }
        return
            "\"method\": \(JSONText.quoted(method)), \"url\": \(JSONText.quoted(target)), \(rest), \(headers(head, message)), "
            + "\"queryString\": [], \"bodySize\": \(message.octets.count), \"postData\": {\(content(message, head))}"
    }

    private static func response(_ message: RecordedMessage) -> String {
        let head = HTTPTextWriter.head(of: message)
        guard case .response(let status) = head.start else { return emptyResponse }
        return "\"status\": \(status), \"statusText\": \"\", \(rest), \(headers(head, message)), "
            + "\"content\": {\"size\": \(message.octets.count), \(content(message, head))}, "
            + "\"redirectURL\": \"\", \"bodySize\": \(message.octets.count)"
    }

    private static func headers(_ head: RecordedMessage.Head, _ message: RecordedMessage) -> String {
        let fields = head.headers.ofWhole(message.octets).fields.map {
            "{\"name\": \(JSONText.quoted($0.name)), \"value\": \(JSONText.quoted($0.value))}"
        }
        return "\"headers\": [\(fields.joined(separator: ", "))]"
    }

    private static func content(_ message: RecordedMessage, _ head: RecordedMessage.Head) -> String {
        let type = "\"mimeType\": \(JSONText.quoted(head.headers["Content-Type"] ?? ""))"
        let isText = MessageForm(of: message.octets) == .xml && String(validating: message.octets, as: UTF8.self) != nil
        return isText
            ? "\(type), \"text\": \(JSONText.quoted(String(decoding: message.octets, as: UTF8.self)))"
            : "\(type), \"encoding\": \"base64\", \"text\": \"\(Base64.encode(message.octets))\""
    }
}
