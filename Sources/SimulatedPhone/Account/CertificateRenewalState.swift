package import Notation

/// When the phone renews the certificate that it shows its server, and how that went last
/// (CertificateStore/My/WSTEP/Renew; MS-MDE2 2.2.9.2).
package struct CertificateRenewalState: Codable, Equatable, Sendable {
    package enum Status: Int, Codable, Sendable {
        case notStarted, running, succeeded, failed
    }

    /// Days before the end of the certificate at which renewal begins.
    package var period = 42
    /// Days between tries.
    package var retryInterval = 7
    /// Where the request goes; nil for discovery.
    package var serverURL: String?
    package var status = Status.notStarted
    /// The HRESULT of a try that failed.
    package var errorCode: UInt32 = 0
    package var lastTry: Instant?

    package init() {}
}
