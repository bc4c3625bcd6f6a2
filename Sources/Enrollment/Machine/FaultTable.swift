/// The faults that a server may answer with: their names on the wire and what they mean to a person (MS-MDE2 2.2.10;
/// protocol.md 6.8).
package enum FaultTable {
    package struct Row: Sendable {
        /// The local name of the subcode, or the text of ErrorType.
        package let name: String
        package let code: EnrollmentFailure.Code
        /// What happened and what to do.
        package let sentence: String
    }

    package static let subcodes = [
        Row(
            name: "MessageFormat", code: .messageFormat,
            sentence: "The server could not read the request: see that it speaks MS-MDE2, and look into its log."),
        Row(
            name: "Authentication", code: .authentication,
            sentence: "The server does not accept the user name, password, token or certificate: check them."),
        Row(
            name: "Authorization", code: .authorization,
            sentence: "The user may not enrol devices: let an administrator of the server allow it."),
        Row(
            name: "CertificateRequest", code: .certificateRequest,
            sentence:
                "The server issued no certificate: check its certificate authority and what it expects of a request; "
                + "the other form of request may suit it."),
        Row(
            name: "EnrollmentServer", code: .enrollmentServer,
            sentence: "The enrolment server failed: look into its log, or try again later."),
        Row(
            name: "InternalServiceFault", code: .internalServiceFault,
            sentence: "The enrolment service met an unexpected error: look into its log, or try again later."),
        Row(
            name: "InvalidSecurity", code: .invalidSecurity,
            sentence:
                "The server does not accept the security header of the request: check the token or certificate and the "
                + "clocks of both sides."),
    ]

    /// `CustomServerError` is not among them: it is younger than the phone, for which the subcode counts then.
    package static let errorTypes = [
        Row(
            name: "DeviceCapReached", code: .deviceCapReached,
            sentence: "The user has enrolled as many devices as the server allows: remove one of them there."),
        Row(
            name: "DeviceNotSupported", code: .deviceNotSupported,
            sentence:
                "The server does not manage devices of this platform or version: allow Windows 10 Mobile there, or use "
                + "another device profile."),
        Row(
            name: "NotSupported", code: .notSupported,
            sentence:
                "The server does not manage mobile devices, or not those of this user: let an administrator check it."),
        Row(
            name: "NotEligibleToRenew", code: .notEligibleToRenew,
            sentence:
                "The server refuses to renew the certificate: the phone tries again after the retry interval; else "
                + "enrol again."),
        Row(
            name: "InMaintenance", code: .inMaintenance,
            sentence: "The server's account is in maintenance: try again later."),
        Row(
            name: "UserLicense", code: .userLicense,
            sentence: "The user has no licence for device management: let an administrator assign one."),
        Row(
            name: "InvalidEnrollmentData", code: .invalidEnrollmentData,
            sentence: "The server does not accept the data of the terms of use: accept them and enrol again."),
    ]

    /// The row of a name, in any letter case: real services write them otherwise than the samples.
    static func row(_ name: String, in rows: [Row]) -> Row? {
        let wanted = name.lowercased()
        return rows.first { $0.name.lowercased() == wanted }
    }
}
