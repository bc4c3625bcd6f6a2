import Foundation
import NIOSSL

/// The authorities that the system trusts, read once: the library reads some 140 of them anew for each identity, which takes
/// longer than a handshake.
enum SystemAuthorities {
    /// Where the systems that the library knows keep them.
    private static let files = ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt"]

    /// Where there is no such file, the library looks for itself.
    static let shared: NIOSSLTrustRoots = {
        guard let file = files.first(where: { FileManager.default.fileExists(atPath: $0) }),
            let all = try? NIOSSLCertificate.fromPEMFile(file), !all.isEmpty
        else { return .default }
        return .certificates(all)
    }()
}
