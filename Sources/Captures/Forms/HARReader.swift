internal import Notation
internal import SyncML
internal import Wire

/// HTTP Archive 1.2, as browsers' tools, Fiddler, Charles and mitmproxy export it.
///
/// Bodies are decoded though their heads say otherwise. Binary ones come as base64, as halves of surrogate pairs
/// (mitmproxy), or not at all: Chromium puts U+FFFD where an octet was, and those are told as lost.
enum HARReader: CaptureReader {
    static func recognizes(_ source: CaptureSource) -> Bool {
        // The first member may be a comment of any length.
        JSONCapture.recognizes(source) && source.text.offset(of: "\"log\"") != nil
            && source.text.offset(of: "\"entries\"") != nil
    }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        let document = try JSONCapture.read(source)
        guard let entries = document["log"]?["entries"]?.list else {
            throw source.error(.damaged, "it has no list of entries (log.entries); export the capture again")
        }
        try JSONCapture.check(entries.count, source)
        var contents = CaptureContents(form: .har)
        for (index, entry) in entries.enumerated() {
            guard let request = entry["request"], let method = request["method"]?.text else { continue }
            let place = { (what: String) in source.place(.part("\(what) of entry \(index + 1)")) }
            guard method != "CONNECT" else { continue }
            let head = RecordedMessage.Head(
                .request(method: method, target: request["url"]?.text ?? ""), headers: headers(of: request))
            contents.parts.append(part(.request, head, request["postData"], place("request")))
            guard let response = entry["response"], let status = response["status"]?.integer, status > 0 else {
                continue
            }
            let answer = RecordedMessage.Head(.response(status: status), headers: headers(of: response))
            contents.parts.append(part(.response, answer, response["content"], place("answer")))
        }
        return contents
    }

    private static func part(
        _ role: CapturedPart.Role, _ head: RecordedMessage.Head, _ content: StructuredValue?, _ place: CapturePlace
    ) -> CapturedPart {
        let text = content?["text"]?.octets ?? []
        var part = CapturedPart(role: role, head: head, body: text, place: place)
        if content?["encoding"]?.text?.lowercased() == "base64" {
            part.body = Base64.decode(String(decoding: text, as: UTF8.self)) ?? text
        } else {
            part.lostOctets = lostOctets(in: text, head.headers.mediaType)
        }
        return part
    }

    /// A binary body that was taken for text has U+FFFD where an octet was that is no UTF-8.
    private static func lostOctets(in text: [UInt8], _ mediaType: String?) -> Int {
        guard mediaType == MessageForm.wbxml.mediaType || WBXMLReader.recognizes(text) else { return 0 }
        var (count, offset) = (0, 0)
        while let found = text.offset(of: "\u{FFFD}", from: offset) {
            count += 1
            offset = found + 3
        }
        return count
    }

    private static func headers(of message: StructuredValue) -> WireHeaders {
        WireHeaders(
            (message["headers"]?.list ?? []).compactMap { field in
                field["name"]?.text.map { WireHeaders.Field($0, field["value"]?.text ?? "") }
            })
    }
}
