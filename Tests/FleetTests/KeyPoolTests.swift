import Certificates
import Fleet
import Foundation
import TestSupport
import Testing

@testable import understudy

@Suite("The keys of a fleet")
struct KeyPoolTests {
    /// Of each sort two.
    private static let keys = Result {
        let kinds: [KeyKind] = [.rsa(bits: 2048), .p256, .p256, .rsa(bits: 1024)]
        return try kinds.map { try SigningKey.generate($0) }
    }

    @Test("A pool may hold both sorts: those of the one that is wanted are used in turn, whatever their size")
    func turns() throws {
        let keys = try Self.keys.get()
        let pool = KeyPool(keys.map(\.der))
        for type in KeyType.allCases {
            let own = keys.filter { $0.type == type }
            #expect(pool.given(type) == own.map(\.der))
            let taken = try (0..<5).map { _ in try pool.next(KeyKind(type)) }
            #expect(taken == [own[0], own[1], own[0], own[1], own[0]])
        }
    }

    @Test("What a pool has not is made: a certificate by SCEP is for a key of RSA also on a phone of P-256")
    func missing() throws {
        let keys = try Self.keys.get().filter { $0.type == .p256 }
        let pool = KeyPool(keys.map(\.der), making: .p256)
        let made = try pool.next(.rsa(bits: 1024))
        #expect(made.type == .rsa)
        #expect(try pool.next(.p256) == keys[0])
    }

    @Test("Keys are made ahead, each is given once, and they can be kept as text", arguments: KeyType.allCases)
    func ahead(_ type: KeyType) async throws {
        let kind = KeyKind(type, bits: 1024)
        let pool = KeyPool(isKept: true, making: kind)
        try await pool.make(4) { _ in }
        let kept = try PEMText.blocks(in: try pool.madePEM()) { $0 == "PRIVATE KEY" }
        #expect(kept.count == 4 && kept.allSatisfy { KeyType(ofKey: $0) == type })
        let taken = try (0..<5).map { _ in try pool.next(kind).der }
        #expect(Set(taken.prefix(4)) == Set(kept) && Set(taken).count == 5)
    }

    /// What is in the file, what is asked for, and what of the sentence tells it; nil where all is well.
    static let files: [(types: [KeyType], wanted: KeyType, said: String?)] = [
        ([.rsa], .rsa, nil), ([.p256], .p256, nil), ([.p256, .rsa], .rsa, nil), ([.rsa, .p256], .p256, nil),
        (
            [.p256, .p256], .rsa,
            "none of its 2 private keys is of RSA; give --key-type p256, or add keys that openssl genrsa"
        ),
        ([.rsa], .p256, "is of P-256; give --key-type rsa, or add keys that openssl ecparam"),
        ([], .rsa, "there is no private key in it; openssl genrsa 2048 writes one"),
        ([], .p256, "there is no private key in it; openssl ecparam"),
    ]

    @Test(
        "A file without a key of the sort that is asked for is refused, with its place and the ways out",
        arguments: files.indices)
    func file(_ index: Int) async throws {
        let (types, wanted, said) = Self.files[index]
        let keys = try Self.keys.get()
        let text = types.compactMap { type in keys.first { $0.type == type }?.pem }.joined(separator: "\n")
        try await TemporaryFolder.with { folder in
            let file = "\(folder)/keys.pem"
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            var options = FleetKeyOptions()
            options.keyPool = file
            options.keyType = wanted
            guard let said else {
                let (pool, isNew) = try options.pool()
                #expect(!isNew && !pool.given(wanted).isEmpty)
                return
            }
            let error = #expect(throws: Failure.self) { try options.pool() }
            #expect(error?.message.contains("--key-pool \(file): ") == true, "\(String(describing: error))")
            #expect(error?.message.contains(said) == true, "\(String(describing: error))")
        }
    }
}
