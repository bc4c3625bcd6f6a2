import Certificates

/// Keys that tests share, because each takes a moment to make.
enum Keys {
    static let phone = Result { try SigningKey.generate(bits: 2048) }
    static let renewed = Result { try SigningKey.generate(bits: 2048) }
    /// Of P-256.
    static let curve = Result { try SigningKey.generate(.p256) }

    static func request(
        _ form: CertificateRequest.Form = .standard(.sha256), name: String = "ann@lab.example",
        key: Result<SigningKey, any Error> = phone
    ) throws -> [UInt8] {
        try CertificateRequest.make(
            commonName: name, deviceID: "0123456789ABCDEF0123456789ABCDEF",
            guid: "AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE", key: try key.get(), form: form)
    }
}
