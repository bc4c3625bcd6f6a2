extension EnrollmentFailure {
    /// The kind of a failure.
    package enum Code: String, CaseIterable, Equatable, Hashable, Sendable {
        // What a server's fault says by its subcode (MS-MDE2 2.2.10).
        case messageFormat
        case authentication
        case authorization
        case certificateRequest
        case enrollmentServer
        case internalServiceFault
        case invalidSecurity

        // What a server's fault says by the ErrorType in its detail (MS-MDE2 2.2.10).
        case deviceCapReached
        case deviceNotSupported
        case notSupported
        case notEligibleToRenew
        case inMaintenance
        case userLicense
        case invalidEnrollmentData

        // What the phone itself finds, with a number of its own.
        case unknownFault
        case enrollmentInProgress
        case alreadyEnrolled
        case discoveryCertificateDateInvalid
        case passwordNeeded
        case webAuthenticationFailed
        case noConnection
        case badTLSCertificate

        // What the phone itself finds, for which the documents have no number.
        case badAddress
        case serverNotFound
        case redirected
        case badStatus
        case unreadableAnswer
        case unacceptableAnswer
        case certificateNeeded
        case unusablePolicy
        case requestNotMade
        case unexpectedEvent
        case unreadableDocument
        case misshapenDocument
        case notOpenDuringEnrollment
        case badCertificate
        case keyMismatch
        case badAccount
        case providerMismatch
        case badPollSchedule
        case badSetting
        case certificateExpired
        case renewalNotPrepared
    }
}

extension EnrollmentFailure.Code {
    /// The number that Windows reports (MS-MDE2 2.2.10; csp.md 8.5).
    ///
    /// Inferred: what has no number in the documents is reported as the unknown error.
    package var hresult: UInt32 {
        switch self {
        case .messageFormat: 0x8018_0001
        case .authentication: 0x8018_0002
        case .authorization: 0x8018_0003
        case .certificateRequest: 0x8018_0004
        case .enrollmentServer: 0x8018_0005
        case .internalServiceFault: 0x8018_0006
        case .invalidSecurity: 0x8018_0007
        case .enrollmentInProgress: 0x8018_0009
        case .alreadyEnrolled: 0x8018_000A
        case .discoveryCertificateDateInvalid: 0x8018_000D
        case .passwordNeeded: 0x8018_000E
        case .webAuthenticationFailed: 0x8018_000F
        case .noConnection: 0x8018_0010
        case .badTLSCertificate: 0x8018_0012
        case .deviceCapReached: 0x8018_0013
        case .deviceNotSupported: 0x8018_0014
        case .notSupported: 0x8018_0015
        case .notEligibleToRenew: 0x8018_0016
        case .inMaintenance: 0x8018_0017
        case .userLicense: 0x8018_0018
        case .invalidEnrollmentData: 0x8018_0019
        case .unknownFault, .badAddress, .serverNotFound, .redirected, .badStatus, .unreadableAnswer,
            .unacceptableAnswer, .certificateNeeded, .unusablePolicy, .requestNotMade, .unexpectedEvent,
            .unreadableDocument, .misshapenDocument, .notOpenDuringEnrollment, .badCertificate, .keyMismatch,
            .badAccount,
            .providerMismatch, .badPollSchedule, .badSetting, .certificateExpired, .renewalNotPrepared:
            0x8018_0008
        }
    }
}
