import Certificates
import Synchronization

/// Keys for phones that enrol: a few for all tests, because each takes a moment to make. Two that follow each other differ.
enum SharedKeys {
    private static let pool = Mutex<[Int: [SigningKey]]>([:])
    private static let count = 3

    static func next(bits: Int) throws(CertificateError) -> SigningKey {
        let kept = pool.withLock { pool -> SigningKey? in
            guard let keys = pool[bits], keys.count == count else { return nil }
            pool[bits] = Array(keys.dropFirst() + keys.prefix(1))
            return keys[0]
        }
        if let kept { return kept }
        let made = try SigningKey.generate(bits: bits)
        pool.withLock { pool in
            if pool[bits, default: []].count < count { pool[bits, default: []].append(made) }
        }
        return made
    }
}
