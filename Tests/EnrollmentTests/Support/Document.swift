import Certificates
import Notation
import XML

/// A provisioning document in which everything is right, and whose parts a test may replace.
struct Document {
    var root = ""
    var own = ""
    var renew = """
        <characteristic type="WSTEP"><characteristic type="Renew">
        <parm name="ROBOSupport" value="true" datatype="boolean"/>
        <parm name="RenewPeriod" value="60" datatype="integer"/>
        <parm name="RetryInterval" value="4" datatype="integer"/></characteristic></characteristic>
        """
    /// What stands in APPLICATION beside PROVIDER-ID and ADDR.
    var application = """
        <parm name="NAME" value="Test"/>
        <parm name="SSLCLIENTCERTSEARCHCRITERIA" value="Subject=CN%3DTester&amp;Stores=My%5CUser"/>
        """
    var appID = "<parm name=\"APPID\" value=\"w7\"/>"
    var address = "<parm name=\"ADDR\" value=\"https://mdm.contoso.com/omadm\"/>"
    var credentials = clientLevel() + serverLevel()
    var providerName = "TestServer"
    /// What stands in `DMClient/Provider/<id>`.
    var provider =
        "<parm name=\"UPN\" value=\"user@contoso.com\" datatype=\"string\"/>" + poll("8", "15", "5", "3", "0", "1560")
    var more = ""

    init() throws {
        root = Self.certificate(PEM.root, in: "Root", "System", try ParsedCertificate(pem: PEM.root).thumbprint)
        own = Self.own()
    }

    var text: String {
        """
        <wap-provisioningdoc version="1.1"><characteristic type="CertificateStore">\(root)
        <characteristic type="My">\(own)\(renew)</characteristic></characteristic>
        <characteristic type="APPLICATION">\(appID)<parm name="PROVIDER-ID" value="TestServer"/>\(address)
        \(application)\(credentials)</characteristic>
        <characteristic type="DMClient"><characteristic type="Provider"><characteristic type="\(providerName)">
        \(provider)</characteristic></characteristic></characteristic>\(more)</wap-provisioningdoc>
        """
    }

    func changing(_ change: (inout Document) -> Void) -> Document {
        var copy = self
        change(&copy)
        return copy
    }

    /// The phone's own certificate in a store of `My`.
    static func own(
        _ pem: String = PEM.device, in store: String = "User", named name: String? = nil,
        container: String = "<characteristic type=\"PrivateKeyContainer\"/>"
    ) -> String {
        "<characteristic type=\"\(store)\">\(entry(pem, named: name))\(container)</characteristic>"
    }

    /// A certificate in a store of its own.
    static func certificate(_ pem: String, in store: String, _ place: String, _ name: String) -> String {
        """
        <characteristic type="\(store)"><characteristic type="\(place)">\(entry(pem, named: name))
        </characteristic></characteristic>
        """
    }

    static func entry(_ pem: String, named name: String?) -> String {
        let certificate = try? ParsedCertificate(pem: pem)
        let encoded = Base64.encode(certificate?.der ?? [])
        return """
            <characteristic type="\(name ?? certificate?.thumbprint ?? "")">\
            <parm name="EncodedCertificate" value="\(encoded)"/></characteristic>
            """
    }

    static func clientLevel(type: String = "DIGEST", data: String = "bm9uY2U=") -> String {
        """
        <characteristic type="APPAUTH"><parm name="AAUTHLEVEL" value="CLIENT"/><parm name="AAUTHTYPE" value="\(type)"/>
        <parm name="AAUTHSECRET" value="serverSecret"/><parm name="AAUTHDATA" value="\(data)"/></characteristic>
        """
    }

    static func serverLevel(type: String = "BASIC") -> String {
        """
        <characteristic type="APPAUTH"><parm name="AAUTHLEVEL" value="APPSRV"/><parm name="AAUTHTYPE" value="\(type)"/>
        <parm name="AAUTHNAME" value="phone"/><parm name="AAUTHSECRET" value="phoneSecret"/></characteristic>
        """
    }

    /// The six numbers in the order of the documents; an empty one is left out.
    static func poll(_ numbers: String...) -> String {
        let names = [
            "NumberOfFirstRetries", "IntervalForFirstSetOfRetries", "NumberOfSecondRetries",
            "IntervalForSecondSetOfRetries", "NumberOfRemainingScheduledRetries",
            "IntervalForRemainingScheduledRetries",
        ]
        let parms = zip(names, numbers).filter { !$0.1.isEmpty }.map { name, number in
            "<parm name=\"\(name)\" value=\"\(number)\" datatype=\"integer\"/>"
        }
        return "<characteristic type=\"Poll\">\(parms.joined())</characteristic>"
    }
}
