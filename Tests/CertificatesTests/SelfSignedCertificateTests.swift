import Certificates
import SwiftASN1
import Testing
import X509

struct SelfSignedCertificateTests {
    @Test(arguments: KeyType.allCases)
    func `a phone's own certificate is for its key and signed by it, and only of RSA for encrypting keys`(
        type: KeyType
    ) throws {
        let key = try TestCertificate.key(of: type)
        let own = try SelfSignedCertificate.make(commonName: "phone", key: key, from: TestCertificate.begin, days: 1)
        #expect(own.commonName == "phone" && own.matches(key) && own.isSigned(by: own))
        #expect(own.notAfter == TestCertificate.begin + 86_400)
        let usage = try Certificate(derEncoded: own.der).extensions.keyUsage
        #expect(usage == KeyUsage(digitalSignature: true, keyEncipherment: type == .rsa))
    }
}
