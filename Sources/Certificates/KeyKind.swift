import Crypto

/// What sort of private key a phone has.
package enum KeyType: String, CaseIterable, Sendable {
    /// RSA, which phones make (MS-MDE2 3.4.4.1.1.1; protocol.md 6.5).
    case rsa
    /// The elliptic curve P-256 (FIPS 186-5; secp256r1 of SEC 2), whose keys are made and used in no time. No phone of this
    /// version was seen to make one: it is for who asks for it.
    case p256

    /// The type of a key in DER that can be read, told without reading it whole.
    package init(ofKey der: [UInt8]) {
        self = (try? P256.Signing.PrivateKey(derRepresentation: der)) == nil ? .rsa : .p256
    }

    /// As people write it.
    package var name: String {
        switch self {
        case .rsa: "RSA"
        case .p256: "P-256"
        }
    }
}

/// What key is to be made.
package enum KeyKind: Hashable, Sendable {
    case rsa(bits: Int)
    case p256

    /// - Parameter bits: for RSA; the only size that P-256 has is in its name.
    package init(_ type: KeyType, bits: Int = 2048) {
        switch type {
        case .rsa: self = .rsa(bits: bits)
        case .p256: self = .p256
        }
    }

    package var type: KeyType {
        switch self {
        case .rsa: .rsa
        case .p256: .p256
        }
    }
}

extension KeyKind: CustomStringConvertible {
    package var description: String {
        switch self {
        case .rsa(let bits): "RSA of \(bits) bits"
        case .p256: KeyType.p256.name
        }
    }
}
