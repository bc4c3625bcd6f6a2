import Enrollment
import Notation
import XML

/// The answers of a server, as texts.
enum Server {
    static let policyURL = "https://mdm.contoso.com/EnrollmentServer/Policy.svc"
    static let enrollmentURL = "https://mdm.contoso.com/EnrollmentServer/Enrollment.svc"

    /// - Parameter urls: elements beside the policy and EnrollmentServiceUrl.
    static func discoverResponse(
        _ policy: String = "OnPremise",
        urls: String = "<EnrollmentPolicyServiceUrl>\(policyURL)</EnrollmentPolicyServiceUrl>",
        enrollmentURL: String = enrollmentURL
    ) -> String {
        envelope(
            """
            <DiscoverResponse xmlns="http://schemas.microsoft.com/windows/management/2012/01/enrollment">
            <DiscoverResult>
            <AuthPolicy>\(policy)</AuthPolicy><EnrollmentVersion>4.0</EnrollmentVersion>\(urls)
            <EnrollmentServiceUrl>\(enrollmentURL)</EnrollmentServiceUrl>
            </DiscoverResult></DiscoverResponse>
            """)
    }

    static func policiesResponse(
        length: String = "<minimalKeyLength>2048</minimalKeyLength>", reference: String = "0",
        oid: String = "2.16.840.1.101.3.4.2.1"
    ) -> String {
        envelope(
            """
            <GetPoliciesResponse xmlns="http://schemas.microsoft.com/windows/pki/2009/01/enrollmentpolicy"><response>
            <policies><policy><attributes><policySchema>3</policySchema>
            <privateKeyAttributes>\(length)</privateKeyAttributes>
            <hashAlgorithmOIDReference>\(reference)</hashAlgorithmOIDReference>
            </attributes></policy></policies></response>
            <oIDs><oID><value>\(oid)</value><group>1</group><oIDReferenceID>0</oIDReferenceID></oID></oIDs>
            </GetPoliciesResponse>
            """)
    }

    static let provisionDoc =
        "http://schemas.microsoft.com/5.0.0.0/ConfigurationManager/Enrollment/DeviceEnrollmentProvisionDoc"

    static func tokenResponse(_ document: String, valueType: String = provisionDoc) -> String {
        envelope(
            """
            <RequestSecurityTokenResponseCollection xmlns="http://docs.oasis-open.org/ws-sx/ws-trust/200512">
            <RequestSecurityTokenResponse><RequestedSecurityToken><BinarySecurityToken ValueType="\(valueType)">
            \(Base64.encode(Array(document.utf8)))
            </BinarySecurityToken></RequestedSecurityToken></RequestSecurityTokenResponse>
            </RequestSecurityTokenResponseCollection>
            """)
    }

    /// A fault of SOAP 1.2.
    static func fault(_ subcode: String, reason: String = "", detail: String = "") -> String {
        envelope(
            """
            <s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>\(subcode)</s:Value></s:Subcode></s:Code>
            <s:Reason><s:Text xml:lang="en-us">\(reason)</s:Text></s:Reason>\(detail)</s:Fault>
            """)
    }

    static func detail(_ errorType: String, message: String = "", traceID: String = "") -> String {
        """
        <s:Detail><DeviceEnrollmentServiceError xmlns="http://schemas.microsoft.com/windows/pki/2009/01/enrollment">
        <ErrorType>\(errorType)</ErrorType><Message>\(message)</Message><TraceId>\(traceID)</TraceId>
        </DeviceEnrollmentServiceError></s:Detail>
        """
    }

    static func envelope(_ body: String) -> String {
        """
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing">
        <s:Header/><s:Body>\(body)</s:Body></s:Envelope>
        """
    }
}
