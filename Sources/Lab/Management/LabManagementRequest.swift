package import Wire

/// A request to the OMA-DM endpoint, as far as the server looks at it.
package struct LabManagementRequest: Equatable, Sendable {
    package var body: [UInt8]
    /// The media type of Content-Type, in lower case and without parameters.
    package var mediaType: String?
    /// The endpoint's own address.
    package var address: String
    /// Whether it came over TLS.
    package var isSecure: Bool
    /// The thumbprint of the certificate that the phone showed in TLS.
    package var thumbprint: String?
    /// The token of `Authorization: Bearer`.
    package var bearer: String?
    /// `MDM-Signature` (MS-MDE2) or `MS-Signature` (MS-MDM), still base64.
    package var signature: String?
    /// All fields of its head, for who looks at the conversation.
    package var headers: WireHeaders

    package init(
        body: [UInt8], mediaType: String? = nil, address: String, isSecure: Bool = false, thumbprint: String? = nil,
        bearer: String? = nil, signature: String? = nil, headers: WireHeaders = WireHeaders()
    ) {
        self.body = body
        self.mediaType = mediaType
        self.address = address
        self.isSecure = isSecure
        self.thumbprint = thumbprint
        self.bearer = bearer
        self.signature = signature
        self.headers = headers
    }
}
