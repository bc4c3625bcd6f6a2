/// Certificates that many phones have, such as that of their server's authority: in memory once, with what was read of each.
package struct CertificatePool: Sendable {
    /// By thumbprint. Phones of other servers may bring others, but not without end.
    private var known: [String: CertificateStore.Entry] = [:]
    private static let most = 100

    package init() {}

    /// The one that is known already where it is equal; else this one, which is known from now on.
    mutating func shared(_ entry: CertificateStore.Entry) -> CertificateStore.Entry {
        if let same = known[entry.thumbprint], same == entry { return same }
        if known.count < Self.most { known[entry.thumbprint] = entry }
        return entry
    }
}

extension CertificateStore {
    /// Has certificates that others have too in memory once. Those of the phone's own stay: nobody else has them.
    package mutating func share(in pool: inout CertificatePool) {
        for entry in entries where entry.privateKey == nil { put(pool.shared(entry)) }
    }
}
