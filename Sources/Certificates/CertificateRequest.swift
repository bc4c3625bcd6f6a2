/// A certificate request, PKCS#10 (RFC 2986), as a phone sends it in RequestSecurityToken (MS-MDE2 3.4.4.1.1.1).
package enum CertificateRequest {
    /// How the request looks.
    package enum Form: Equatable, Sendable {
        /// What RFC 2986 describes and every server reads: the common name as it is, no attributes.
        case standard(HashAlgorithm)
        /// What Windows was seen to send (protocol.md 6.5): the name is a GUID, `!`, the device's id and a zero octet,
        /// in a PrintableString that may hold neither `!` nor zero; the id again in an extension of Microsoft's; and
        /// SHA-1 with RSA under its number from the OIW.
        case windows
    }

    /// Makes the request and signs it.
    /// - Parameters:
    ///   - commonName: the name in the standard form; Windows makes its own.
    ///   - deviceID: the device's id as in `./DevInfo/DevId`, for the form of Windows.
    ///   - guid: of which the form of Windows takes as much as fits.
    /// - Returns: DER.
    /// - Throws: also for a key of P-256 with SHA-1 or in the form of Windows, which are of RSA.
    package static func make(
        commonName: String, deviceID: String, guid: String, key: SigningKey, form: Form
    ) throws(CertificateError) -> [UInt8] {
        let layout =
            switch form {
            case .standard(let hash): try RequestLayout.standard(commonName: commonName, key.type, hash)
            case .windows: try RequestLayout.windows(deviceID: deviceID, guid: guid, key.type)
            }
        let information = try layout.information(publicKey: key.publicKeyDER)
        let signature = try key.signature(over: information, layout.hash)
        return try layout.request(information: information, signature: signature)
    }
}
