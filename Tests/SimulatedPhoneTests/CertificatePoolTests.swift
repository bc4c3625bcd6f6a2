import SimulatedPhone
import Testing

@Suite("Certificates that many phones have")
struct CertificatePoolTests {
    private static func store(authority: [UInt8], key: UInt8) -> CertificateStore {
        var store = CertificateStore()
        store.install(
            CertificateStore.Entry(location: .root, thumbprint: "AA", certificate: authority, notAfter: .max))
        store.install(
            CertificateStore.Entry(
                location: .system, thumbprint: "BB", certificate: [key], privateKey: [key], notAfter: .max))
        return store
    }

    private static func address(of store: CertificateStore) -> UnsafeRawPointer? {
        store.entry("AA", in: .root)?.certificate.withUnsafeBytes { $0.baseAddress }
    }

    @Test("The authority's is in memory once, and each store is as it was")
    func once() {
        var pool = CertificatePool()
        var stores = (0..<3).map { Self.store(authority: [UInt8](repeating: 7, count: 800), key: $0) }
        let before = stores
        #expect(Set(stores.map(Self.address)).count == 3)
        for index in stores.indices { stores[index].share(in: &pool) }
        #expect(Set(stores.map(Self.address)).count == 1)
        #expect(stores == before)
        #expect(stores.map(\.size) == before.map(\.size))
    }

    @Test("Another certificate of the same name, and a key, are nobody else's")
    func others() {
        var pool = CertificatePool()
        var first = Self.store(authority: [1], key: 1)
        var second = Self.store(authority: [2], key: 2)
        first.share(in: &pool)
        second.share(in: &pool)
        #expect(second.entry("AA", in: .root)?.certificate == [2])
        #expect(second.enrollmentIdentity?.privateKey == [2])
    }
}
