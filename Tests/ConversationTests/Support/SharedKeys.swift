import Certificates
import Synchronization

/// Keys for phones that enrol: a few for all tests, because each takes a moment to make. Two that follow each other differ.
enum SharedKeys {
    private static let pool = Mutex<[KeyKind: [SigningKey]]>([:])
    private static let count = 3

    static func next(_ kind: KeyKind) throws(CertificateError) -> SigningKey {
        let kept = pool.withLock { pool -> SigningKey? in
            guard let keys = pool[kind], keys.count == count else { return nil }
            pool[kind] = Array(keys.dropFirst() + keys.prefix(1))
            return keys[0]
        }
        if let kept { return kept }
        let made = try SigningKey.generate(kind)
        pool.withLock { pool in
            if pool[kind, default: []].count < count { pool[kind, default: []].append(made) }
        }
        return made
    }
}
