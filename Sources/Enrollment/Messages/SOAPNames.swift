/// The namespaces and other fixed names of the requests (MS-MDE2 2.2.1; protocol.md 6.1 to 6.5).
enum SOAPNames {
    static let envelope = "http://www.w3.org/2003/05/soap-envelope"
    /// SOAP 1.1.
    static let olderEnvelope = "http://schemas.xmlsoap.org/soap/envelope/"
    static let addressing = "http://www.w3.org/2005/08/addressing"
    static let anonymous = "http://www.w3.org/2005/08/addressing/anonymous"
    static let utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
    static let security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
    static let trust = "http://docs.oasis-open.org/ws-sx/ws-trust/200512"
    static let authorization = "http://schemas.xmlsoap.org/ws/2006/12/authorization"
    static let schemaInstance = "http://www.w3.org/2001/XMLSchema-instance"
    static let schema = "http://www.w3.org/2001/XMLSchema"
    static let signature = "http://www.w3.org/2000/09/xmldsig#"
    /// The samples add a `/`, the schema and what was captured do not.
    static let discovery = "http://schemas.microsoft.com/windows/management/2012/01/enrollment"
    static let policy = "http://schemas.microsoft.com/windows/pki/2009/01/enrollmentpolicy"

    static let base64Encoding = security + "#base64binary"
    static let passwordText =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText"
    static let x509Token = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3"
    /// What the reference to that token calls it; MS-MDE2 3.3.4.1.1.1.2 has it without the version.
    static let x509Reference = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509"
    static let userToken =
        "http://schemas.microsoft.com/5.0.0.0/ConfigurationManager/Enrollment/DeviceEnrollmentUserToken"
    /// The JWT that Azure AD issues to a joined device.
    static let jwtToken = "urn:ietf:params:oauth:token-type:jwt"
    static let deviceToken =
        "http://schemas.microsoft.com/5.0.0.0/ConfigurationManager/Enrollment/DeviceEnrollmentToken"
    static let provisionDoc =
        "http://schemas.microsoft.com/5.0.0.0/ConfigurationManager/Enrollment/DeviceEnrollmentProvisionDoc"
    static let pkcs10 = "http://schemas.microsoft.com/windows/pki/2009/01/enrollment#PKCS10"
    /// MS-MDE2 3.5.4.1.1.1 has it so; pages of Microsoft have that of WS-Security.
    static let pkcs7 = "http://schemas.microsoft.com/windows/pki/2009/01/enrollment#PKCS7"
}
