/// A SOAP request to one of the three services (MS-MDE2 3.1.4.1, 3.3.4.1, 3.4.4.1).
struct ServiceRequest: Equatable, Sendable {
    var action: String
    /// The phones and desktops that were seen send the same ids every time.
    var messageID: String
    var url: String
    /// What the root declares, in the order that was captured.
    var declarations: [SOAPElement.Declaration]
    var bodyDeclarations: [SOAPElement.Declaration] = []
    var body: SOAPElement

    /// What the roots of GetPolicies and RequestSecurityToken declare.
    static let declarations: [SOAPElement.Declaration] = [
        SOAPElement.Declaration("s", SOAPNames.envelope), SOAPElement.Declaration("a", SOAPNames.addressing),
        SOAPElement.Declaration("u", SOAPNames.utility), SOAPElement.Declaration("wsse", SOAPNames.security),
        SOAPElement.Declaration("wst", SOAPNames.trust), SOAPElement.Declaration("ac", SOAPNames.authorization),
    ]

    /// The whole message.
    /// - Parameter security: the children of the security header; none for no such header.
    func envelope(security: [SOAPElement] = []) -> SOAPElement {
        var header = [
            SOAPElement("a:Action", ["s:mustUnderstand": "1"], text: action),
            SOAPElement("a:MessageID", text: "urn:uuid:" + messageID),
            SOAPElement("a:ReplyTo", [SOAPElement("a:Address", text: SOAPNames.anonymous)]),
            SOAPElement("a:To", ["s:mustUnderstand": "1"], text: url),
        ]
        if !security.isEmpty { header.append(SOAPElement("wsse:Security", ["s:mustUnderstand": "1"], security)) }
        return SOAPElement(
            "s:Envelope", declaring: declarations,
            [SOAPElement("s:Header", header), SOAPElement("s:Body", declaring: bodyDeclarations, [body])])
    }
}
