/// A SOAP fault of enrolment (MS-MDE2 2.2.10).
package struct LabFault: Error, Equatable, Sendable {
    /// `Subcode` without its prefix, such as `Authorization`.
    package var subcode: String
    /// `ErrorType` of the detail, such as `DeviceCapReached`.
    package var errorType: String?
    package var reason: String

    package init(_ subcode: String, errorType: String? = nil, reason: String = "The lab refuses.") {
        self.subcode = subcode
        self.errorType = errorType
        self.reason = reason
    }

    /// Two subcodes belong to WS-Addressing's namespace, the others to SOAP's.
    var prefix: String {
        ["InternalServiceFault", "InvalidSecurity"].contains(subcode) ? "a" : "s"
    }

    static func messageFormat(_ reason: String) -> LabFault { LabFault("MessageFormat", reason: reason) }
    static func authentication(_ reason: String) -> LabFault { LabFault("Authentication", reason: reason) }
    static func authorization(_ reason: String) -> LabFault { LabFault("Authorization", reason: reason) }
    static func certificateRequest(_ reason: String) -> LabFault { LabFault("CertificateRequest", reason: reason) }
    static func invalidSecurity(_ reason: String) -> LabFault { LabFault("InvalidSecurity", reason: reason) }

    static func notEligibleToRenew(_ reason: String) -> LabFault {
        LabFault("Authorization", errorType: "NotEligibleToRenew", reason: reason)
    }

    static func enrollmentServer(_ reason: String) -> LabFault { LabFault("EnrollmentServer", reason: reason) }
}
