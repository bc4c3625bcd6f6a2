import SimulatedPhone
import Testing

@Suite("The certificates of the account")
struct AccountCertificateTests {
    private func entry(
        _ thumbprint: String, in location: CertificateStore.Location, key: [UInt8]? = nil
    ) -> CertificateStore.Entry {
        CertificateStore.Entry(
            location: location, thumbprint: thumbprint, certificate: Array(thumbprint.utf8), privateKey: key,
            notAfter: 2_000_000_000)
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
        store.remove(thumbprint: "A")
        #expect(store.entries.map(\.thumbprint) == ["B"])
    }

    @Test("hold the phone's identity: the newest one with a key")
    func identity() {
        var store = CertificateStore()
        #expect(store.identity == nil)
        store.install(entry("A", in: .system, key: [1]))
        store.install(entry("B", in: .root))
        #expect(store.identity?.thumbprint == "A")
        store.install(entry("C", in: .user, key: [2]))
        #expect(store.identity?.thumbprint == "C")
        store.remove(thumbprint: "C")
        #expect(store.identity?.thumbprint == "A")
    }
}
