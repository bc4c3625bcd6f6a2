import XML

/// RequestSecurityTokenResponseCollection: the provisioning document (MS-MDE2 3.4.4.1.1.2).
enum TokenAnswer {
    /// - Returns: the document's bytes.
    static func document(_ answer: SOAPAnswer) throws(EnrollmentFailure) -> [UInt8] {
        let collection = try answer.element("RequestSecurityTokenResponseCollection", .enrollment)
        let tokens = collection.all("RequestSecurityTokenResponse").compactMap { response in
            response.first("RequestedSecurityToken")?.first("BinarySecurityToken")
        }
        // Older documents leave `5.0.0.0/` out of the type: the end of it is what tells.
        let token = tokens.first {
            $0.attribute("ValueType")?.trimmed.hasSuffix("/DeviceEnrollmentProvisionDoc") == true
        }
        guard let token else {
            throw EnrollmentFailure(
                .unacceptableAnswer, .enrollment,
                "The server's answer has no BinarySecurityToken of type DeviceEnrollmentProvisionDoc: add it there.")
        }
        guard let bytes = Base64.decode(token.text), !bytes.isEmpty else {
            throw EnrollmentFailure(
                .unacceptableAnswer, .enrollment,
                "The provisioning document in the server's answer is not base64: encode the whole of it.")
        }
        return bytes
    }
}
