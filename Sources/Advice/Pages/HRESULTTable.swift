/// The numbers that no rule gives, each with its name in Windows' headers, what it means and what to do.
enum HRESULTTable {
    struct Row: Sendable {
        var name: String
        var meaning: String
        var remedy: String

        init(_ name: String, _ meaning: String, _ remedy: String) {
            self.name = name
            self.meaning = meaning
            self.remedy = remedy
        }
    }

    static let rows: [UInt32: Row] = enrollment.merging(connection) { own, _ in own }
        .merging(cryptography) { own, _ in own }.merging(general) { own, _ in own }

    /// What the device itself finds while it enrols (MS-MDE2 2.2.10; csp.md 8.5).
    private static let enrollment: [UInt32: Row] = [
        0x8018_0008: Row(
            "unknown error of enrolment", "The enrolment failed in a way for which Windows has no number.",
            "Look at the words beside the number: understudy enroll tells what came and what was expected."),
        0x8018_0009: Row(
            "enrolment is under way", "Another enrolment of the device has not ended yet.", "Wait for its end."),
        0x8018_000A: Row(
            "already enrolled", "The device is managed already, and only one server can manage it.",
            "Unenrol it first; a device that is joined to Azure AD and cannot leave is reset."),
        0x8018_000D: Row(
            "date of the discovery server's certificate", "The discovery server's certificate is not valid now.",
            "Check the device's clock and the certificate's dates."),
        0x8018_000E: Row(
            "a password is needed", "The device needs the user's password to enrol.", "Type it and try again."),
        0x8018_000F: Row(
            "signing in on the web failed", "The page on which the user signs in did not give a token.",
            "Sign in again; see that the page posts wresult to the address in appru."),
        0x8018_0010: Row(
            "no connection to the enrolment server", "The enrolment server cannot be reached.",
            "Check name, network, proxy and firewall."),
        0x8018_0012: Row(
            "bad TLS certificate of the enrolment server", "The enrolment server's certificate is not trusted.",
            "See that it is valid, names the host, and comes from an authority that the device trusts."),
        0x8018_0032: Row(
            "CustomServerError",
            "The server refuses the enrolment with words of its own; versions from 20H2 on show them.",
            "Read the text in the fault, and the server's log."),
        0x8019_2EE2: Row(
            "no answer in time", "The enrolment server did not answer in time.", "Check server, network and proxy."),
        0x87D1_FDE8: Row(
            "remediation failed", "Intune has sent a setting, and the device reports another value or none.",
            "Ask the device for the node: explain URI tells what it takes, and what has no effect."),
    ]

    /// WinHTTP, as HRESULT of facility Win32: 0x80070000 and the number from 12000 on.
    private static let connection: [UInt32: Row] = [
        0x8007_2EE2: Row(
            "ERROR_WINHTTP_TIMEOUT", "The server did not answer in time.", "Check server, network and proxy."),
        0x8007_2EE5: Row("ERROR_WINHTTP_INVALID_URL", "The address is none.", "Write it with https:// in front."),
        0x8007_2EE7: Row(
            "ERROR_WINHTTP_NAME_NOT_RESOLVED", "No address is known for the server's name.",
            "Check the name and the DNS; a phone at home does not see names of the office."),
        0x8007_2EFD: Row(
            "ERROR_WINHTTP_CANNOT_CONNECT", "The server, or the proxy, takes no connection.",
            "Check that it runs, its port, firewall and proxy."),
        0x8007_2EFE: Row(
            "ERROR_WINHTTP_CONNECTION_ERROR", "The connection broke before the answer was whole.",
            "Look into the log of the server, or of what stands before it."),
        0x8007_2F05: Row(
            "ERROR_WINHTTP_SECURE_CERT_DATE_INVALID", "The server's certificate is not valid now.",
            "Check the device's clock and the certificate's dates."),
        0x8007_2F06: Row(
            "ERROR_WINHTTP_SECURE_CERT_CN_INVALID", "The server's certificate is for another name.",
            "Put the host's name into the certificate's subjectAltName."),
        0x8007_2F0C: Row(
            "ERROR_WINHTTP_CLIENT_AUTH_CERT_NEEDED",
            "The server wants a client certificate and has seen none that it takes.",
            "See that the account's SSLCLIENTCERTSEARCHCRITERIA finds the certificate, and that the server trusts its "
                + "authority."),
        0x8007_2F0D: Row(
            "ERROR_WINHTTP_SECURE_INVALID_CA",
            "The server's certificate is from an authority that the device does not trust.",
            "Install the authority's certificate on the device, and let the server send the whole chain."),
        0x8007_2F7C: Row(
            "ERROR_WINHTTP_REDIRECT_FAILED", "The server sends the device elsewhere, and it does not go there.",
            "Give the last address at once."),
        0x8007_2F7D: Row(
            "ERROR_WINHTTP_SECURE_CHANNEL_ERROR",
            "No version or cipher of TLS is common to both, or the handshake failed.",
            "Let the server speak TLS 1.2."),
        0x8007_2F8F: Row(
            "ERROR_WINHTTP_SECURE_FAILURE", "The certificate is not valid now, or the device's clock is wrong.",
            "Check the device's clock and the certificate's dates."),
    ]

    /// Certificates and keys, as ErrorCode of ClientCertificateInstall and of the renewal shows them.
    private static let cryptography: [UInt32: Row] = [
        0x8009_0003: Row("NTE_BAD_KEY", "The key cannot be used.", "Check its length and for what it may be used."),
        0x8009_0005: Row(
            "NTE_BAD_DATA", "What was encrypted cannot be opened.",
            "See that the authority encrypts for the certificate that has signed the request."),
        0x8009_0006: Row(
            "NTE_BAD_SIGNATURE", "A signature does not fit what it stands under.",
            "See with which certificate the authority signs, and that nothing changes the message on its way."),
        0x8009_0008: Row(
            "NTE_BAD_ALGID", "An algorithm is not supported by one of both sides.",
            "Choose SHA-256 and AES, or what GetCACaps of the authority names."),
        0x8009_000D: Row(
            "NTE_NO_KEY", "The certificate that came is for another key than the request's.",
            "See that the authority answers each request with its own certificate."),
        0x8009_1006: Row(
            "CRYPT_E_AUTH_ATTR_MISSING", "A signed attribute is missing in the authority's answer.",
            "It must have messageType, pkiStatus, transactionID and both nonces (RFC 8894 3.2)."),
        0x8009_2004: Row(
            "CRYPT_E_NOT_FOUND", "A certificate or object that was named is not there.", "Check thumbprint and store."),
        0x8009_200D: Row(
            "CRYPT_E_BAD_MSG", "The authority's answer cannot be read, or is one to another request.",
            "See that it is a PKCS#7 message in DER."),
        0x8009_2021: Row(
            "CRYPT_E_INVALID_PRINTABLE_STRING", "The challenge holds a character that PrintableString does not have.",
            "Use letters, digits, blank and '()+,-./:=? only."),
        0x8009_2023: Row(
            "CRYPT_E_INVALID_X500_STRING", "SubjectName is no name of X.500.", "Write it as CN=adele,O=Contoso."),
        0x8009_4014: Row(
            "CERTSRV_E_ADMIN_DENIED_REQUEST", "The authority has refused the request.",
            "Look into its log: challenge, template, rights."),
        0x800B_0101: Row(
            "CERT_E_EXPIRED", "A certificate is not valid now, or the clocks differ.", "Check the clocks and the dates."
        ),
        0x800B_0109: Row(
            "CERT_E_UNTRUSTEDROOT", "A chain ends at an authority that the device does not trust.",
            "Install its certificate with RootCATrustedCertificates, or give its thumbprint in CAThumbprint."),
    ]

    private static let general: [UInt32: Row] = [
        0x8000_4005: Row("E_FAIL", "Something failed that has no number of its own.", "Look at the words beside it."),
        0x8000_FFFF: Row("E_UNEXPECTED", "Something came that was not expected.", "Look at the words beside it."),
        0x8007_0005: Row("E_ACCESSDENIED", "It is not allowed.", "See for whom, and with which rights, it is tried."),
        0x8007_000D: Row(
            "ERROR_INVALID_DATA", "The data are not of the form that is expected.", "Compare with an example."),
        0x8007_0057: Row("E_INVALIDARG", "A value is none that is taken.", "explain URI tells which are."),
        0x8007_0490: Row("ERROR_NOT_FOUND", "What was asked for is not there.", "Check its name."),
        0x8007_05B4: Row("ERROR_TIMEOUT", "It took too long.", "Try again; see that the other side answers."),
    ]
}
