import SimulatedPhone
import Testing

@Suite("The certificates of the phone")
struct AccountCertificateTests {
    private func entry(
        _ thumbprint: String, in location: CertificateStore.Location, key: [UInt8]? = nil,
        _ origin: CertificateStore.Origin = .enrollment
    ) -> CertificateStore.Entry {
        CertificateStore.Entry(
            location: location, thumbprint: thumbprint, certificate: Array(thumbprint.utf8), privateKey: key,
            notAfter: 2_000_000_000, origin: origin)
    }

    @Test("are kept by place, each once in a place")
    func places() {
        var store = CertificateStore()
        store.install(entry("A", in: .root))
        store.install(entry("A", in: .intermediate))
        store.install(entry("B", in: .root))
        store.install(entry("A", in: .root))
        #expect(store.certificates(in: .root).map(\.thumbprint) == ["B", "A"])
        #expect(store.certificates(in: .intermediate).map(\.thumbprint) == ["A"])
        #expect(store.certificates(in: .user).isEmpty)
        store.remove("A", from: .root)
        #expect(store.entries.map(\.thumbprint) == ["A", "B"])
        #expect(store.entry("A", in: .root) == nil && store.entry("A", in: .intermediate) != nil)
    }

    @Test("hold the one by which the phone is enrolled: the newest with a key that an enrolment has brought")
    func identity() {
        var store = CertificateStore()
        #expect(store.enrollmentIdentity == nil)
        store.install(entry("A", in: .system, key: [1]))
        store.install(entry("B", in: .root))
        store.install(entry("D", in: .user, key: [3], .server))
        #expect(store.enrollmentIdentity?.thumbprint == "A" && store.identities.last?.thumbprint == "D")
        store.install(entry("C", in: .user, key: [2]))
        #expect(store.enrollmentIdentity?.thumbprint == "C")
        store.remove("C", from: .user)
        #expect(store.enrollmentIdentity?.thumbprint == "A")
    }

    @Test("take storage as long as they are there, and none after")
    func size() {
        var store = CertificateStore()
        #expect(store.size == 0)
        store.install(entry("A", in: .root))
        let one = store.size
        store.install(entry("A", in: .root))
        #expect(store.size == one && one > 0)
        store.install(entry("B", in: .root, key: [1, 2]))
        #expect(store.size == 2 * one + 2)
        for thumbprint in ["A", "B", "C"] { store.remove(thumbprint, from: .root) }
        #expect(store.size == 0 && store == CertificateStore())
    }

    @Test("go with the account that brought them, and stay where somebody else did; a wiped phone has none")
    func origins() throws {
        var phone = try Phone.enrolledSample()
        for (index, origin) in CertificateStore.Origin.allCases.enumerated() {
            phone.certificates.install(entry("\(index)", in: .root, origin))
        }
        var wiped = phone
        phone.unenroll(now: PhoneEnvironment.sample.now)
        #expect(phone.certificates.entries.map(\.origin) == [.other])
        wiped.reset(now: PhoneEnvironment.sample.now)
        #expect(wiped.certificates == CertificateStore())
    }
}
