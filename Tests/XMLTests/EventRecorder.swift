@testable import XML

/// A handler that writes down what it is told, one word an event.
struct EventRecorder: XMLEventHandler {
    var events: [String] = []
    var names: [String] = []
    /// Where each element's start tag stands.
    var offsets: [Int] = []

    mutating func startElement(_ tag: XMLTag, _ cursor: XMLCursor) {
        let name = tag.name >= 0 ? "\(tag.name)" : tag.localName
        let namespace =
            switch tag.namespace {
            case XMLVocabulary.none: ""
            case XMLVocabulary.foreign: "{\(tag.namespaceBytes.map { String(cString: $0) } ?? "?")}"
            default: "{\(tag.namespace)}"
            }
        events.append("<\(namespace)\(name)")
        names.append(tag.localName)
        offsets.append(cursor.tagOffset)
    }

    mutating func endElement(_ cursor: XMLCursor) {
        events.append(">")
    }

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor) {
        let text = String(decoding: bytes, as: UTF8.self)
        if let last = events.last, last.hasPrefix("'") {
            events[events.count - 1] = last + text
        } else {
            events.append("'" + text)
        }
    }

    mutating func characterData(_ bytes: UnsafeBufferPointer<UInt8>, _ cursor: XMLCursor) {
        events.append("[" + String(decoding: bytes, as: UTF8.self) + "]")
    }

    mutating func notice(_ notice: XMLNotice, _ cursor: XMLCursor) {
        events.append("\(notice)")
    }
}

/// The events of a text, or the error, with those before it.
func events(
    of text: String, vocabulary: XMLVocabulary = XMLVocabulary(), limits: XMLLimits = XMLLimits(),
    severalRoots: Bool = false
) throws(XMLError) -> [String] {
    var recorder = EventRecorder()
    let parser = XMLParser(vocabulary: vocabulary, limits: limits)
    try parser.parse(Array(text.utf8), severalRoots: severalRoots, handler: &recorder)
    return recorder.events
}

/// The error of a text, or nil if it can be read.
func error(in bytes: [UInt8], limits: XMLLimits = XMLLimits(), severalRoots: Bool = false) -> XMLError? {
    var recorder = EventRecorder()
    do {
        try XMLParser(limits: limits).parse(bytes, severalRoots: severalRoots, handler: &recorder)
        return nil
    } catch {
        return error
    }
}
