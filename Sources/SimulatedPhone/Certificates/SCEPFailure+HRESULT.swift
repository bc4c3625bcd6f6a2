import SCEP

/// The numbers that ErrorCode shows.
///
/// Inferred: no page lists them. That for an unprintable password was seen on Windows; the others are what its cryptography
/// calls the same.
extension SCEPFailure {
    /// E_FAIL
    static let unspecified: UInt32 = 0x8000_4005
    /// ERROR_TIMEOUT as HRESULT
    static let timedOut: UInt32 = 0x8007_05B4

    var hresult: UInt32 {
        switch reason {
        // As in enrolment.
        case .badStatus(let status): 0x8019_0000 + UInt32(truncatingIfNeeded: status & 0xFFFF)
        // CERT_E_UNTRUSTEDROOT
        case .untrusted: 0x800B_0109
        // NTE_BAD_ALGID
        case .unsupported: 0x8009_0008
        case .message(let code): Self.hresult(of: code)
        case .refused(let info): Self.hresult(of: info)
        // NTE_NO_KEY
        case .wrongCertificate: 0x8009_000D
        // NTE_BAD_KEY
        case .unusableKey: 0x8009_0003
        // E_UNEXPECTED
        case .unexpected: 0x8000_FFFF
        }
    }

    private static func hresult(of code: SCEPError.Code) -> UInt32 {
        switch code {
        // CRYPT_E_BAD_MSG
        case .unreadable, .wrongTransaction: 0x8009_200D
        // NTE_BAD_ALGID
        case .unsupportedAlgorithm: 0x8009_0008
        // CRYPT_E_AUTH_ATTR_MISSING
        case .missingAttribute: 0x8009_1006
        // NTE_BAD_SIGNATURE
        case .badSignature: 0x8009_0006
        // NTE_BAD_DATA
        case .notDecrypted: 0x8009_0005
        // CRYPT_E_INVALID_X500_STRING
        case .unusableName: 0x8009_2023
        // CRYPT_E_INVALID_PRINTABLE_STRING
        case .unprintable: 0x8009_2021
        case .notMade: unspecified
        }
    }

    private static func hresult(of info: SCEPFailInfo) -> UInt32 {
        switch info {
        case .badAlgorithm: 0x8009_0008
        case .badMessageCheck: 0x8009_0006
        // CERT_E_EXPIRED
        case .badTime: 0x800B_0101
        // CRYPT_E_NOT_FOUND
        case .badCertificateID: 0x8009_2004
        // CERTSRV_E_ADMIN_DENIED_REQUEST
        default: 0x8009_4014
        }
    }
}
