internal import Enrollment

/// The SOAP messages with which the lab answers requests of enrolment (MS-MDE2 3.1.4.1, 3.3.4.1, 3.4.4.1), each on one line.
enum EnrollmentResponse {
    static let mediaType = "application/soap+xml; charset=utf-8"
    private static let soap = "http://www.w3.org/2003/05/soap-envelope"
    private static let addressing = "http://www.w3.org/2005/08/addressing"
    private static let enrollment = "http://schemas.microsoft.com/windows/pki/2009/01/enrollment"
    private static let security =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"

    /// What a discovery answer says.
    struct Discovery {
        var authentication: AuthPolicy
        var policyURL: String?
        var enrollmentURL: String
        var authenticationURL: String?
    }

    static func discovery(_ discovery: Discovery, relatesTo id: String) -> [UInt8] {
        var result = leaf("AuthPolicy", discovery.authentication.rawValue) + leaf("EnrollmentVersion", "4.0")
        if let url = discovery.policyURL { result += leaf("EnrollmentPolicyServiceUrl", url) }
        result += leaf("EnrollmentServiceUrl", discovery.enrollmentURL)
        if let url = discovery.authenticationURL { result += leaf("AuthenticationServiceUrl", url) }
        let namespace = "http://schemas.microsoft.com/windows/management/2012/01/enrollment"
        return envelope(
            action: "\(namespace)/IDiscoveryService/DiscoverResponse", relatesTo: id,
            "<DiscoverResponse xmlns=\"\(namespace)\"><DiscoverResult>\(result)</DiscoverResult></DiscoverResponse>")
    }

    /// - Parameter hash: the object identifier that the policy refers to, by the number of its entry.
    static func policies(keyLength: Int, hash: String?, relatesTo id: String) -> [UInt8] {
        let namespace = "http://schemas.microsoft.com/windows/pki/2009/01/enrollmentpolicy"
        let reference =
            hash == nil
            ? "<hashAlgorithmOIDReference xsi:nil=\"true\"/>" : leaf("hashAlgorithmOIDReference", "0")
        let identifier =
            hash.map { oid in
                leaf("value", oid) + leaf("group", "1") + leaf("oIDReferenceID", "0") + leaf("defaultName", "hash")
            } ?? leaf("value", "1.3.6.1.4.1.311.20.2") + leaf("group", "9") + leaf("oIDReferenceID", "5")
            + leaf("defaultName", "Certificate Template Name")
        let attributes =
            leaf("policySchema", "3")
            + "<privateKeyAttributes>\(leaf("minimalKeyLength", String(keyLength)))"
            + "<algorithmOIDReference xsi:nil=\"true\"/></privateKeyAttributes>\(reference)"
        return envelope(
            action: "\(namespace)/IPolicy/GetPoliciesResponse", relatesTo: id,
            "<GetPoliciesResponse xmlns=\"\(namespace)\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
                + "<response><policies><policy><policyOIDReference>0</policyOIDReference><cAs xsi:nil=\"true\"/>"
                + "<attributes>\(attributes)</attributes></policy></policies></response>"
                + "<oIDs><oID>\(identifier)</oID></oIDs></GetPoliciesResponse>")
    }

    /// - Parameter document: the provisioning document in base64.
    static func token(_ document: String, relatesTo id: String) -> [UInt8] {
        let base = "http://schemas.microsoft.com/5.0.0.0/ConfigurationManager/Enrollment"
        let token =
            "<BinarySecurityToken xmlns=\"\(security)\" ValueType=\"\(base)/DeviceEnrollmentProvisionDoc\" "
            + "EncodingType=\"\(security)#base64binary\">\(document)</BinarySecurityToken>"
        return envelope(
            action: "\(enrollment)/RSTRC/wstep", relatesTo: id,
            "<RequestSecurityTokenResponseCollection xmlns=\"http://docs.oasis-open.org/ws-sx/ws-trust/200512\">"
                + "<RequestSecurityTokenResponse><TokenType>\(base)/DeviceEnrollmentToken</TokenType>"
                + "<DispositionMessage xmlns=\"\(enrollment)\"/>"
                + "<RequestedSecurityToken>\(token)</RequestedSecurityToken>"
                + "<RequestID xmlns=\"\(enrollment)\">0</RequestID></RequestSecurityTokenResponse>"
                + "</RequestSecurityTokenResponseCollection>")
    }

    static func fault(_ fault: LabFault, relatesTo id: String) -> [UInt8] {
        var text =
            "<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>\(fault.prefix):"
            + "\(Markup.escaped(fault.subcode))</s:Value></s:Subcode></s:Code><s:Reason>"
            + "<s:Text xml:lang=\"en-us\">\(Markup.escaped(fault.reason))</s:Text></s:Reason>"
        if let type = fault.errorType {
            text +=
                "<s:Detail><DeviceEnrollmentServiceError xmlns=\"\(enrollment)\">\(leaf("ErrorType", type))"
                + "\(leaf("Message", fault.reason))\(leaf("TraceId", "lab"))</DeviceEnrollmentServiceError></s:Detail>"
        }
        return envelope(action: "\(enrollment)/rstrc/wstep", relatesTo: id, text + "</s:Fault>")
    }

    private static func envelope(action: String, relatesTo id: String, _ body: String) -> [UInt8] {
        let text =
            "<s:Envelope xmlns:s=\"\(soap)\" xmlns:a=\"\(addressing)\"><s:Header>"
            + "<a:Action s:mustUnderstand=\"1\">\(action)</a:Action>"
            + "<a:RelatesTo>\(Markup.escaped(id))</a:RelatesTo></s:Header><s:Body>\(body)</s:Body></s:Envelope>"
        return Array(text.utf8)
    }

    private static func leaf(_ name: String, _ text: String) -> String {
        "<\(name)>\(Markup.escaped(text))</\(name)>"
    }
}
