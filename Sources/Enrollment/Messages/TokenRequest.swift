import Notation
import XML

/// RequestSecurityToken: a certificate and a provisioning document, please (MS-MDE2 3.4.4.1.1.1; MS-WSTEP 3.1.4.1).
extension ServiceRequest {
    /// For a new enrolment.
    /// - Parameter request: PKCS#10 in DER.
    static func issue(_ request: [UInt8], _ plan: EnrollmentPlan, at url: String) -> ServiceRequest {
        token("Issue", SOAPNames.pkcs10, request, context: context(plan), at: url)
    }

    /// For a renewal (MS-MDE2 3.5.4.1.1.1; protocol.md 6.9).
    /// - Parameter request: PKCS#7 in DER: a new PKCS#10, signed with the old key.
    static func renew(_ request: [UInt8], _ plan: EnrollmentPlan, at url: String) -> ServiceRequest {
        // What concerns the user is not asked again.
        let context = context(plan).filter { $0.name != "TargetedUserLoggedIn" }
        return token("Renew", SOAPNames.pkcs7, request, context: context, at: url)
    }

    static let tokenMessageID = "0d5a1441-5891-453b-becf-a2e5f6ea3749"

    private static func token(
        _ type: String, _ valueType: String, _ request: [UInt8], context: [(name: String, value: String)],
        at url: String
    ) -> ServiceRequest {
        let items = context.map { item in
            SOAPElement("ac:ContextItem", ["Name": item.name], [SOAPElement("ac:Value", text: item.value)])
        }
        let body = SOAPElement(
            "wst:RequestSecurityToken",
            [
                SOAPElement("wst:TokenType", text: SOAPNames.deviceToken),
                SOAPElement("wst:RequestType", text: SOAPNames.trust + "/" + type),
                SOAPElement(
                    "wsse:BinarySecurityToken", ["ValueType": valueType, "EncodingType": SOAPNames.base64Encoding],
                    text: Base64.encode(request)),
                SOAPElement(
                    "ac:AdditionalContext", declaring: [SOAPElement.Declaration("", SOAPNames.authorization)], items),
            ])
        return ServiceRequest(
            action: "http://schemas.microsoft.com/windows/pki/2009/01/enrollment/RST/wstep",
            messageID: tokenMessageID, url: url, declarations: declarations, body: body)
    }

    /// The items of a 1703 phone and none of later builds, in the captured order (MS-MDE2 appendix B, note 24).
    ///
    /// Inferred: IMEI follows MAC, as in the samples; the captured desktop sent none. EnrollmentData is not sent: it comes from
    /// the terms of use page of Azure AD, which nobody is shown here.
    private static func context(_ plan: EnrollmentPlan) -> [(name: String, value: String)] {
        let device = plan.device
        var items = [
            ("HWDevID", device.hardwareDeviceID), ("Locale", device.locale), ("TargetedUserLoggedIn", "true"),
            ("OSEdition", String(device.osEdition)), ("DeviceName", device.deviceName),
        ]
        items += device.macs.map { ("MAC", $0) }
        items += device.imeis.map { ("IMEI", $0) }
        items += [
            ("DeviceID", device.deviceID), ("EnrollmentType", plan.kind.rawValue), ("DeviceType", device.deviceType),
            ("OSVersion", device.osVersion), ("ApplicationVersion", device.applicationVersion),
        ]
        return items.map { (name: $0.0, value: $0.1) }
    }
}
