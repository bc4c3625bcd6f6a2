import Notation
import XML

/// RequestSecurityTokenResponseCollection: the provisioning document (MS-MDE2 3.4.4.1.1.2).
enum TokenAnswer {
    /// - Returns: the document's bytes.
    static func document(_ answer: SOAPAnswer) throws(EnrollmentFailure) -> [UInt8] {
        let collection = try answer.element("RequestSecurityTokenResponseCollection")
        let responses = collection.all("RequestSecurityTokenResponse")
        let tokens = responses.compactMap { $0.first("RequestedSecurityToken")?.first("BinarySecurityToken") }
        // Older documents leave `5.0.0.0/` out of the type: the end of it is what tells.
        let token = tokens.first {
            $0.attribute("ValueType")?.trimmed.hasSuffix("/DeviceEnrollmentProvisionDoc") == true
        }
        guard let token else { throw missing(in: collection, responses, tokens, answer) }
        guard let bytes = Base64.decode(token.text), !bytes.isEmpty else {
            throw EnrollmentFailure(
                .unacceptableAnswer, .enrollment,
                "The provisioning document in the server's answer is not base64: encode the whole of it.",
                place: "\(answer.shape.name), \(token.place)")
        }
        return bytes
    }

    /// The first of the elements on the way to the document that is not there, and what is there instead.
    private static func missing(
        in collection: XMLElement, _ responses: [XMLElement], _ tokens: [XMLElement], _ answer: SOAPAnswer
    ) -> EnrollmentFailure {
        let lacking: (name: String, parent: XMLElement)
        if let token = tokens.first {
            let types = tokens.map { $0.attribute("ValueType")?.trimmed ?? "without ValueType" }
            return EnrollmentFailure(
                .unacceptableAnswer, .enrollment,
                "The BinarySecurityToken in the server's answer is \(types.joined(separator: ", ")): the document has "
                    + "to be in one whose ValueType is \(SOAPNames.provisionDoc).",
                place: "\(answer.shape.name), \(token.place)")
        } else if let requested = responses.lazy.compactMap({ $0.first("RequestedSecurityToken") }).first {
            lacking = ("BinarySecurityToken", requested)
        } else if let response = responses.first {
            lacking = ("RequestedSecurityToken", response)
        } else {
            lacking = ("RequestSecurityTokenResponse", collection)
        }
        let found = lacking.parent.elements.map { "<\($0.name)>" }.joined(separator: ", ")
        return EnrollmentFailure(
            .unacceptableAnswer, .enrollment,
            "\(lacking.parent.name) in the server's answer has no \(lacking.name), but "
                + "\(found.isEmpty ? "nothing" : found): the document has to be in it.",
            place: "\(answer.shape.name), \(lacking.parent.place)")
    }
}
