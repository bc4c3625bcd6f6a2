internal import Notation
internal import XML

/// The items that Burp saves: whole HTTP messages, in base64 or as they are, in an XML document with a document type that
/// declares its elements. That one is passed over, for this root only.
enum BurpReader: CaptureReader {
    static func recognizes(_ source: CaptureSource) -> Bool {
        guard let root = source.root, root.name == "items" else { return false }
        return source.text[root.offset...].prefix(400).text.contains("burpVersion")
    }

    static func read(_ source: CaptureSource) throws(CaptureError) -> CaptureContents {
        let items = try document(source).all("item")
        var contents = CaptureContents(form: .burp)
        for (index, item) in items.enumerated() {
            for (role, name, what) in [
                (CapturedPart.Role.request, "request", "request"), (.response, "response", "answer"),
            ] {
                let place = source.place(.part("\(what) of item \(index + 1)"))
                guard let element = item.first(name), !element.text.isEmpty else { continue }
                let isCoded = element.attribute("base64") == "true"
                let octets = isCoded ? Base64.decode(element.text) : Array(element.text.utf8)
                guard let octets, let (head, body) = HTTPHead.readWhole(octets) else {
                    throw CaptureError(.damaged, at: place, "this is no HTTP message; save the items again, as base64")
                }
                contents.parts.append(CapturedPart(role: role, head: head, body: body, place: place))
            }
        }
        return contents
    }

    private static func document(_ source: CaptureSource) throws(CaptureError) -> XMLElement {
        let start = source.root?.offset ?? 0
        do throws(XMLError) {
            return try XMLElement.read(
                Array(source.text[start...]), limits: XMLLimits(maximumBytes: source.limits.maximumFileBytes))
        } catch {
            // Lines are counted from the root on.
            let line = TextLines(source.text).index(at: start) + error.place.line
            throw source.error(
                .damaged, at: .line(line),
                "it cannot be read as XML: \(error.message) Binary bodies can only be read where the items were saved as base64"
            )
        }
    }
}
