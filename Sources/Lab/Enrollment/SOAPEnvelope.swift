internal import Notation
internal import XML

/// A SOAP message of enrolment as it came in: its action, its id, its security header and its body.
struct SOAPEnvelope: Equatable, Sendable {
    /// `MessageID`, which the answer relates to.
    let messageID: String
    /// `Security` of the header, if there is one.
    let security: XMLElement?
    /// The first element of the body.
    let body: XMLElement
    /// The message as it came, which is what a signature is over.
    let octets: [UInt8]

    /// - Throws: the fault that answers what is no SOAP message.
    init(_ octets: [UInt8]) throws(LabFault) {
        self.octets = octets
        let root: XMLElement
        do {
            root = try XMLElement.read(octets)
        } catch {
            throw LabFault.messageFormat("The request is not XML: \(error)")
        }
        guard root.name == "Envelope", let body = root.first("Body")?.elements.first else {
            throw LabFault.messageFormat("The request is not a SOAP envelope with a body.")
        }
        let header = root.first("Header")
        messageID = header?.first("MessageID")?.text.trimmed ?? ""
        security = header?.first("Security")
        self.body = body
    }

    /// Whether a phone asks for its next certificate, by the one that it has.
    var isRenewal: Bool { text("RequestType")?.hasSuffix("/Renew") == true }

    /// The text of the element that a path of names leads to.
    func text(_ path: String...) -> String? {
        var element = body
        for name in path {
            guard let next = element.first(name) else { return nil }
            element = next
        }
        return element.text.trimmed
    }
}
