import ArgumentParser
import Certificates
import Fleet
import Foundation

/// The keys of the phones.
struct FleetKeyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file with private keys for the phones, PEM: those of --key-type are used in turn, and again where there are "
                + "fewer than phones.",
            discussion: """
                It may hold both sorts. Where there is no such file, the keys that are made are written to it, for the next fleet.
                """,
            valueName: "file"))
    var keyPool: String?

    @Option(help: KeyType.help)
    var keyType = KeyType.rsa

    /// The keys of the file; a pool that makes them where there is none.
    func pool() throws -> (pool: KeyPool, isNew: Bool) {
        guard let keyPool, FileManager.default.fileExists(atPath: keyPool) else {
            return (KeyPool(isKept: keyPool != nil, making: KeyKind(keyType)), true)
        }
        let text = try InputFile.text(of: keyPool, option: "--key-pool")
        do {
            let keys = try PEMText.blocks(in: text) { $0.hasSuffix("PRIVATE KEY") }
            let pool = KeyPool(keys, making: KeyKind(keyType))
            guard let first = pool.given(keyType).first else { throw missing(in: keyPool, of: keys.count) }
            _ = try SigningKey(der: first)
            return (pool, false)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw Failure.data("--key-pool \(keyPool): \(error)")
        }
    }

    /// - Parameter count: how many keys the file has, none of which is of the type.
    private func missing(in file: String, of count: Int) -> Failure {
        let maker =
            switch keyType {
            case .rsa: "openssl genrsa 2048"
            case .p256: "openssl ecparam -genkey -noout -name prime256v1"
            }
        guard count > 0 else {
            return .data("--key-pool \(file): there is no private key in it; \(maker) writes one")
        }
        let others = KeyType.allCases.filter { $0 != keyType }.map { "--key-type \($0.rawValue)" }
        return .data(
            "--key-pool \(file): none of its \(count) private keys is of \(keyType.name); give "
                + "\(others.joined(separator: " or ")), or add keys that \(maker) writes")
    }

    /// Writes keys down that were made.
    func keep(_ pool: KeyPool) throws {
        guard let keyPool, !FileManager.default.fileExists(atPath: keyPool) else { return }
        try OutputPlace(path: keyPool, mayReplace: false).write(file: Array(try pool.madePEM().utf8))
    }
}

extension KeyType: ExpressibleByArgument {
    /// The option of `enroll` and of `fleet`.
    static let help = ArgumentHelp(
        "The sort of key that a phone makes: rsa, as real ones do, or p256, which takes no time.", valueName: "sort")
}
