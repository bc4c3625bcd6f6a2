import Certificates
import SyncML
import Testing

@Suite("Credentials within SyncML")
struct DigestTests {
    @Test("The example of the standard comes out (OMA-TS-DM_Security-V1_2_1 section 5.3)")
    func example() {
        let nonce = Array("Nonce".utf8)
        let basic = AuthenticationScheme.basic.data(
            name: "Bruce2", secret: "OhBehave", nonce: nonce, md5: Digest.md5)
        #expect(basic == "QnJ1Y2UyOk9oQmVoYXZl")
        let md5 = AuthenticationScheme.md5.data(name: "Bruce2", secret: "OhBehave", nonce: nonce, md5: Digest.md5)
        #expect(md5 == "Zz6EivR3yeaaENcRN6lpAQ==")
    }
}
