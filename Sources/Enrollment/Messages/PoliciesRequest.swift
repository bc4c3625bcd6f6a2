/// GetPolicies: what the server's certificate authority asks of a request (MS-XCEP 3.1.4.1.1; MS-MDE2 3.3.4.1).
extension ServiceRequest {
    static func policies(at url: String) -> ServiceRequest {
        let client = SOAPElement(
            "client",
            [SOAPElement("lastUpdate", ["xsi:nil": "true"]), SOAPElement("preferredLanguage", ["xsi:nil": "true"])])
        let namespace = SOAPElement.Declaration("", SOAPNames.policy)
        return ServiceRequest(
            action: SOAPNames.policy + "/IPolicy/GetPolicies",
            messageID: "72048B64-0F19-448F-8C2E-B4C661860AA0", url: url, declarations: declarations,
            bodyDeclarations: [
                SOAPElement.Declaration("xsi", SOAPNames.schemaInstance),
                SOAPElement.Declaration("xsd", SOAPNames.schema),
            ],
            body: SOAPElement(
                "GetPolicies", declaring: [namespace], [client, SOAPElement("requestFilter", ["xsi:nil": "true"])]))
    }
}
