internal import Notation

/// What ngrok's agent tells of its requests (`/api/requests/http`): whole HTTP messages in base64.
enum NgrokReader: CaptureReader {
    static func recognizes(_ source: CaptureSource) -> Bool {
        JSONCapture.recognizes(source) && source.text.offset(of: "\"requests\"") != nil
            && source.text.offset(of: "\"raw\"") != nil
    }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        guard let requests = try JSONCapture.read(source)["requests"]?.list else {
            throw source.error(.damaged, "it has no list of requests; ask the agent for them again")
        }
        try JSONCapture.check(requests.count, source)
        var contents = CaptureContents(form: .ngrok)
        // The agent tells the latest first; times are texts whose order is theirs.
        let starts = requests.map { $0["start"]?.text ?? "" }
        let isReversed = zip(starts, starts.dropFirst()).allSatisfy { $0 >= $1 } && starts.first != starts.last
        let order = isReversed ? Array(requests.indices.reversed()) : Array(requests.indices)
        for index in order {
            for (role, name, what) in [
                (CapturedPart.Role.request, "request", "request"), (.response, "response", "answer"),
            ] {
                let place = source.place(.part("\(what) \(index + 1)"))
                guard let raw = requests[index][name]?["raw"]?.text, !raw.isEmpty else { continue }
                guard let octets = Base64.decode(raw), let (head, body) = HTTPHead.readWhole(octets) else {
                    throw CaptureError(
                        .damaged, at: place, "its raw text is no HTTP message in base64; ask the agent for it again")
                }
                contents.parts.append(CapturedPart(role: role, head: head, body: body, place: place))
            }
        }
        return contents
    }
}
