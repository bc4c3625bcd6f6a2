/// What became of the last enrolment by SCEP that a server ordered under a name: what the nodes Status and ErrorCode show
/// (Microsoft, *CertificateStore CSP*, My/SCEP/UniqueID).
struct SCEPResult: Codable, Equatable {
    enum Status: Int, Codable {
        case succeeded = 1
        case pending = 2
        case failed = 16
        case unknown = 32
    }

    /// Inferred: pending from the Exec on; the page has the word for what waits for the server only.
    var status = Status.pending
    /// The HRESULT of one that failed.
    var errorCode: UInt32 = 0
    /// Of the certificate that came of it.
    var thumbprint: String?
    /// Why it failed, for people.
    var reason: String?
    /// The address of the server that answered.
    var server: String?
}

/// The results by the nodes under which they were ordered (`SCEPRequester.key`).
struct SCEPResults: KeyedValue {
    static let key = "SCEPResults"

    var byNode: [String: SCEPResult] = [:]
}
