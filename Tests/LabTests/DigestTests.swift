import Testing

@testable import Lab

@Suite("Credentials within SyncML")
struct DigestTests {
    @Test("The vector of the fact sheet comes out")
    func vector() {
        #expect(LabDigest.basic(user: "Bruce2", password: "OhBehave") == "QnJ1Y2UyOk9oQmVoYXZl")
        #expect(
            LabDigest.md5(user: "Bruce2", password: "OhBehave", nonce: Array("Nonce".utf8))
                == "Zz6EivR3yeaaENcRN6lpAQ==")
    }
}
