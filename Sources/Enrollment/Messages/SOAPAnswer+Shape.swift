import Notation
import XML

/// What is not as the documents have it in an envelope that was read all the same.
extension SOAPAnswer {
    /// Notes something odd.
    mutating func note(_ kind: EnrollmentTolerance.Kind, _ text: String, at element: XMLElement? = nil) {
        let place = element.map { ", \($0.place)" } ?? ""
        tolerances.append(EnrollmentTolerance(kind, text, place: shape.name + place))
    }

    /// Compares the answer with its shape.
    mutating func checkShape(_ root: XMLElement, mediaType: String?) {
        checkEnvelope(root, mediaType)
        checkHeader(root)
        guard let content = body.elements.first else { return }
        let namespace = content.namespace ?? "none"
        // The samples of discovery end it with a slash, the schema does not.
        guard namespace != shape.namespace, namespace != shape.namespace + "/" else { return }
        note(
            .foreignNamespace, "\(content.name) is in the namespace \(namespace): \(shape.namespace) is right.",
            at: content)
    }

    private mutating func checkEnvelope(_ root: XMLElement, _ mediaType: String?) {
        if mediaType?.lowercased() != "application/soap+xml" {
            note(
                .wrongMediaType,
                mediaType.map { "The Content-Type is \($0): application/soap+xml is right." }
                    ?? "There is no Content-Type: application/soap+xml is right.")
        }
        switch root.namespace {
        case SOAPNames.envelope: break
        case SOAPNames.olderEnvelope:
            note(.olderSOAP, "This is SOAP 1.1: enrolment speaks SOAP 1.2, \(SOAPNames.envelope).", at: root)
        case let other:
            note(
                .foreignEnvelope,
                "The Envelope is in the namespace \(other ?? "none"): \(SOAPNames.envelope) is right.", at: root)
        }
    }

    private mutating func checkHeader(_ root: XMLElement) {
        let header = root.firstAnyCase("Header")
        let action = header?.first("Action")
        if action?.text.trimmed != shape.action {
            let found = action.map { "is \($0.text.trimmed)" } ?? "is missing"
            note(.wrongAction, "The Action \(found): \(shape.action) is right.", at: action ?? header ?? root)
        }
        let expected = "urn:uuid:" + shape.messageID
        guard let relation = header?.first("RelatesTo") else {
            return note(
                .missingRelation, "There is no RelatesTo: it has to repeat the request's MessageID, \(expected).",
                at: header ?? root)
        }
        if relation.text.trimmed.lowercased() != expected.lowercased() {
            note(
                .otherRelation, "RelatesTo is \(relation.text.trimmed): the request's MessageID was \(expected).",
                at: relation)
        }
    }
}
