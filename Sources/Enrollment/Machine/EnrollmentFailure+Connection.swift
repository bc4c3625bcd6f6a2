extension EnrollmentFailure {
    /// A call that got no answer (csp.md 8.5).
    init(_ failure: EnrollmentConnectionFailure, _ phase: Phase, url: String) {
        let code: Code =
            switch failure.kind {
            case .noConnection: .noConnection
            case .certificateDateInvalid: phase == .discovery ? .discoveryCertificateDateInvalid : .badTLSCertificate
            case .badCertificate: .badTLSCertificate
            case .other: .unknownFault
            }
        self.init(code, phase, "\(url) gave no answer: \(failure.reason)", hresult: failure.hresult)
    }

    /// A phone is managed by one server at a time.
    package static func alreadyEnrolled(by provider: String) -> EnrollmentFailure {
        EnrollmentFailure(
            .alreadyEnrolled, .discovery,
            "The phone is already managed by \(provider): unenrol it first (understudy unenroll), or reset it where it is "
                + "joined to Azure AD and cannot leave (understudy wipe).")
    }

    /// Two enrolments at once would overwrite each other.
    package static let inProgress = EnrollmentFailure(
        .enrollmentInProgress, .discovery, "Another enrolment of this phone is under way: wait for its end.")

    /// An event for which the machine does not wait.
    static func unexpected(_ event: String) -> EnrollmentFailure {
        EnrollmentFailure(
            .unexpectedEvent, .enrollment, "The enrolment was given \(event) for which it did not wait: start it again."
        )
    }
}
