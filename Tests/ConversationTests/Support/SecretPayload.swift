/// What servers hand out that has secrets in it.
enum SecretPayload {
    /// Commands by which a certificate is enrolled by SCEP and one is installed from a .pfx file.
    /// - Parameters:
    ///   - reading: whether the values are read again.
    ///   - lab: the address of the server with SCEP.
    static func text(reading: Bool, _ lab: String, _ pfx: String) -> String {
        let install = "\(SecretCall.scepNode)/Install"
        let values: [(node: String, format: String, value: String)] = [
            ("\(install)/ServerURL", "chr", "\(lab)/scep"),
            ("\(install)/Challenge", "chr", SecretCall.writtenChallenge),
            ("\(install)/SubjectName", "chr", "CN=phone"), ("\(install)/EKUMapping", "chr", "1.3.6.1.5.5.7.3.2"),
            ("\(install)/KeyUsage", "int", "160"), ("\(install)/KeyLength", "int", "2048"),
            ("\(install)/HashAlgorithm", "chr", "SHA-256"), ("\(install)/KeyProtection", "int", "3"),
            ("\(SecretCall.pfxNode)/KeyLocation", "int", "3"),
            ("\(SecretCall.pfxNode)/PFXCertPassword", "chr", SecretCall.pfxPassword),
            ("\(SecretCall.pfxNode)/PFXCertBlob", "chr", pfx),
            // A format that the node does not take.
            ("\(install)/Challenge", "int", SecretCall.writtenChallenge),
            ("\(SecretCall.pfxNode)/PFXCertPassword", "bool", SecretCall.pfxPassword),
        ]
        var commands = values.enumerated().map { number, row in
            "<Add><CmdID>\(number + 1)</CmdID><Item><Target><LocURI>\(row.node)</LocURI></Target><Meta>"
                + "<Format xmlns=\"syncml:metinf\">\(row.format)</Format></Meta><Data>\(row.value)</Data></Item></Add>"
        }
        commands.append(
            "<Exec><CmdID>90</CmdID><Item><Target><LocURI>\(install)/Enroll</LocURI></Target></Item></Exec>")
        let read = [
            "\(install)/Challenge", "\(SecretCall.pfxNode)/PFXCertPassword", "\(SecretCall.scepNode)?list=StructData",
            "\(SecretCall.pfxNode)?list=StructData", "\(SecretCall.pfxNode)?list=TNDS",
        ]
        if reading {
            commands += read.enumerated().map { number, address in
                "<Get><CmdID>\(number + 91)</CmdID><Item><Target><LocURI>\(address)</LocURI></Target></Item></Get>"
            }
        }
        return "<SyncBody xmlns=\"SYNCML:SYNCML1.2\">\(commands.joined())<Final/></SyncBody>"
    }

    /// A document for a server that knows neither the phone nor its credential.
    static func document(_ lab: String) -> String {
        let credentials = ["CLIENT", "APPSRV"].map { level in
            "<characteristic type=\"APPAUTH\"><parm name=\"AAUTHLEVEL\" value=\"\(level)\"/>"
                + "<parm name=\"AAUTHTYPE\" value=\"DIGEST\"/><parm name=\"AAUTHNAME\" value=\"handed\"/>"
                + "<parm name=\"AAUTHSECRET\" value=\"\(SecretCall.documentSecret)\"/>"
                + "<parm name=\"AAUTHDATA\" value=\"bm9uY2UtaGFuZGVk\"/></characteristic>"
        }
        return "<wap-provisioningdoc version=\"1.1\"><characteristic type=\"APPLICATION\">"
            + "<parm name=\"APPID\" value=\"w7\"/><parm name=\"PROVIDER-ID\" value=\"Handed\"/>"
            + "<parm name=\"ADDR\" value=\"\(lab)/ManagementServer/MDM.svc\"/>\(credentials.joined())</characteristic>"
            + "<characteristic type=\"DMClient\"><characteristic type=\"Provider\"><characteristic type=\"Handed\">"
            + "<parm name=\"UPN\" value=\"\(Phones.user)\" datatype=\"string\"/></characteristic></characteristic>"
            + "</characteristic></wap-provisioningdoc>"
    }
}
