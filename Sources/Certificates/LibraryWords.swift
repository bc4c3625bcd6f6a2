import Crypto
import SwiftASN1
import X509

/// What a cryptographic library says of octets, in words: its errors print names of types and places in its own sources,
/// which tell nobody what is wrong with a file.
package enum LibraryWords {
    package static func of(_ error: any Error) -> String {
        switch error {
        case let error as ASN1Error: words(of: error.code)
        case let error as X509.CertificateError: "it holds what is not known here (\(error.code))"
        case is CryptoKitError: "its octets are those of no such key"
        default: "\(error)"
        }
    }

    private static func words(of code: ASN1Error.ErrorCode) -> String {
        switch code {
        case .truncatedASN1Field: "a field of its DER ends before its length says"
        case .unexpectedFieldType: "a field of its DER is of another type than it must be"
        case .invalidPEMDocument: "its PEM is wrong"
        default: "its DER is wrong"
        }
    }
}
