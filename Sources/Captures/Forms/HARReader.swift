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
        guard let entries = try JSONCapture.elements(at: "log", "entries", in: source) else {
            throw source.error(.damaged, "it has no list of entries (log.entries); export the capture again")
        }
        try JSONCapture.check(entries.count, source)
        var contents = CaptureContents(form: .har)
        contents.rest = Pieces(source: source, entries: entries[...])
        return contents
    }

    /// Entry after entry, each read once more when its turn comes.
    private struct Pieces: CapturedPieces {
        let source: CaptureSource
        var entries: ArraySlice<Range<Int>>
        var number = 0

        init(source: CaptureSource, entries: ArraySlice<Range<Int>>) {
            self.source = source
            self.entries = entries
        }

        mutating func next() throws(CaptureError) -> CapturedPiece? {
            guard let range = entries.popFirst() else { return nil }
            number += 1
            let entry = try JSONCapture.element(at: range, in: source)
            var piece = CapturedPiece()
            guard let request = entry["request"], let method = request["method"]?.text, method != "CONNECT" else {
                return piece
            }
            let head = RecordedMessage.Head(
                .request(method: method, target: request["url"]?.text ?? ""), headers: HARReader.headers(of: request))
            piece.parts.append(HARReader.part(.request, head, request["postData"], place("request")))
            guard let response = entry["response"], let status = response["status"]?.integer, status > 0 else {
                return piece
            }
            let answer = RecordedMessage.Head(.response(status: status), headers: HARReader.headers(of: response))
            piece.parts.append(HARReader.part(.response, answer, response["content"], place("answer")))
            return piece
        }

        private func place(_ what: String) -> CapturePlace { source.place(.part("\(what) of entry \(number)")) }
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
