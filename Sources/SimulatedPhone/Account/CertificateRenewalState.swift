package import Notation

/// When the phone renews the certificate that it shows its server, and how that went last
/// (CertificateStore/My/WSTEP/Renew; MS-MDE2 2.2.9.2).
package struct CertificateRenewalState: Codable, Equatable, Sendable {
    package enum Status: Int, Codable, Sendable {
        case notStarted, running, succeeded, failed
    }

    /// `period` where nothing is set.
    package static let standardPeriod = 42

    /// Days before the end of the certificate at which renewal begins; nil where a server has taken the setting away.
    package var period: Int? = standardPeriod
    /// Days between tries.
    package var retryInterval: Int? = 7
    /// Days between tries when the certificate is out of date already; nil where it is not renewed then.
    package var retryAfterExpiry: Int?
    /// Where the request goes; nil for discovery.
    package var serverURL: String?
    package var status = Status.notStarted
    /// The HRESULT of a try that failed.
    package var errorCode: UInt32 = 0
    package var lastTry: Instant?

    package init() {}
}
