import Certificates
import Foundation

/// Keys and certificates as they are kept between two answers.
extension SCEPClient {
    func signingKey(_ octets: [UInt8]) throws(SCEPFailure) -> SigningKey {
        let key: SigningKey
        do {
            key = try SigningKey(der: octets)
        } catch {
            throw SCEPFailure(.unusableKey, error.message)
        }
        // The answer comes encrypted for the key (RFC 8894 3.1).
        guard key.type == .rsa else {
            throw SCEPFailure(
                .unusableKey, "the key is of \(key.type.name), for which nothing is encrypted; SCEP wants one of RSA")
        }
        return key
    }

    func parsed(_ octets: Data) throws(SCEPFailure) -> ParsedCertificate {
        do {
            return try ParsedCertificate(der: [UInt8](octets))
        } catch {
            throw SCEPFailure(.message(.unreadable), error.message)
        }
    }
}
