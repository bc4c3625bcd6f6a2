/// Provisioning documents, which put a phone under management.
extension Rule {
    static let ofProvisioning = [provisioningRefused, provisioningSlip, doubtfulIdentity]

    static let provisioningRefused = Rule(
        "provisioning-refused", .error, "The provisioning document does not enrol the phone",
        meaning:
            "The document breaks a rule of enrolment: a certificate is missing or misnamed, the account lacks something, a "
            + "CSP is not open during enrolment, or a value cannot be set.",
        reason: "The phone takes all of the document or nothing, and reports the number that the finding names.",
        remedy: "Mend what the finding names. What cannot be set during enrolment can be in the first session.",
        broken: .provisioning(application: "<parm name=\"APPID\" value=\"w7\"/>"),
        sound: .provisioning(client: Payload.client))

    static let provisioningSlip = Rule(
        "provisioning-slip", .warning, "The provisioning document has a slip that phones bear",
        meaning:
            "A part is missing or is for others: no PrivateKeyContainer, one APPAUTH of two, INIT, the certificate in the "
            + "other store. Or a value is for a node that the phone does not have or admit, and is passed over.",
        reason:
            "Servers in the field send such documents and devices enrol with them; the documents say otherwise, and other "
            + "versions may be strict.",
        remedy: "Write the document as the finding says. understudy enroll --strict refuses it.",
        broken: .provisioning(application: Payload.account + "<parm name=\"INIT\"/>"),
        sound: .provisioning(client: Payload.client))

    static let doubtfulIdentity = Rule(
        "doubtful-identity", .warning, "Servers may refuse the phone's certificate",
        meaning:
            "The certificate is not valid now, is not signed by an authority of the document, or the account's criteria do "
            + "not find it.",
        reason:
            "The phone enrols, and its first session fails: it shows no certificate, or one that the server does not take.",
        remedy: "Sign the request with the authority that the document brings, compare the clocks, and let "
            + "SSLCLIENTCERTSEARCHCRITERIA name the certificate's subject and store.",
        broken: .provisioning(
            application: Payload.account
                + "<parm name=\"SSLCLIENTCERTSEARCHCRITERIA\" value=\"Subject=CN%3DSomebody&amp;Stores=My%5CSystem\"/>"),
        sound: .provisioning())
}

extension Payload {
    fileprivate static let account =
        "<parm name=\"APPID\" value=\"w7\"/><parm name=\"PROVIDER-ID\" value=\"Example\"/>"
        + "<parm name=\"NAME\" value=\"Example\"/><parm name=\"ADDR\" value=\"https://mdm.example.test/\"/>"

    /// What such a document says to DMClient, for the account above.
    fileprivate static let client = """
        <characteristic type="DMClient"><characteristic type="Provider"><characteristic type="Example">
        <parm name="UPN" value="adele@example.test" datatype="string"/>
        <parm name="EntDeviceName" value="Adele's phone" datatype="string"/>
        <characteristic type="Poll"><parm name="NumberOfFirstRetries" value="8" datatype="integer"/>
        <parm name="IntervalForFirstSetOfRetries" value="15" datatype="integer"/></characteristic>
        </characteristic></characteristic></characteristic>
        """

    /// A document as a server sends it, for a phone that has joined Azure AD.
    fileprivate static func provisioning(application: String = account, client: String = "") -> Payload {
        Payload(
            """
            <wap-provisioningdoc version="1.1">
            <characteristic type="CertificateStore">
            <characteristic type="Root"><characteristic type="System">
            <characteristic type="137E96E4E68694C82148986E3D655D233B13D040">
            <parm name="EncodedCertificate" value="\(rootCertificate)"/></characteristic></characteristic></characteristic>
            <characteristic type="My"><characteristic type="System">
            <characteristic type="ABA1D49623D6F5503875BD522BAC66A068EDEB19">
            <parm name="EncodedCertificate" value="\(deviceCertificate)"/>
            <characteristic type="PrivateKeyContainer"/></characteristic></characteristic></characteristic>
            </characteristic>
            <characteristic type="APPLICATION">\(application)</characteristic>
            \(client)
            </wap-provisioningdoc>
            """)
    }

    /// CN=Example Root, its own; from 2017 to 2117. Nobody has its key.
    private static let rootCertificate =
        "MIIBMDCB2KADAgECAgEBMAoGCCqGSM49BAMCMBcxFTATBgNVBAMMDEV4YW1wbGUgUm9vdDAgFw0xNzAxMDEwMDAwMDBaGA8y"
        + "MTE3MDEwMTAwMDAwMFowFzEVMBMGA1UEAwwMRXhhbXBsZSBSb290MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE6+cWpzRZ"
        + "yL4MJUE//IlfxuDw+7TEhWnAKAmTUmtMM7oMJAGlOs7zaUzovh3IMBFeQHsVdERG+kIWo4pVZ75joqMTMBEwDwYDVR0TAQH/"
        + "BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAuBNgrmMcQ2c2WxEMa8ZfvVONDDxADINP8RZxt8pYVkgIgR97VylVFdO2TWc6V"
        + "KlTAkrv/bNi3GyY6g+7yfm+JC24="

    /// CN=phone, signed by the root; from 2017 to 2117. Nobody has its key.
    private static let deviceCertificate =
        "MIIBFTCBvKADAgECAgECMAoGCCqGSM49BAMCMBcxFTATBgNVBAMMDEV4YW1wbGUgUm9vdDAgFw0xNzAxMDEwMDAwMDBaGA8y"
        + "MTE3MDEwMTAwMDAwMFowEDEOMAwGA1UEAwwFcGhvbmUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQFv/p3lMnCaA+59N/j"
        + "9hEXUvjI4sXaFdSZJlFNgxuEEmsqELEOBhHCrrieclao2Zbjmgsr1Ez/jxF/7AN3CoY0MAoGCCqGSM49BAMCA0gAMEUCIQCf"
        + "2TUNo/d3ygBu4HcIqwJmSfZz7M/0Dm+EmWuvbbyCywIgM+TOHhOnU7nlTtmKyMDazXs/tQ0qy2QXlBt80hLoSVU="
}
