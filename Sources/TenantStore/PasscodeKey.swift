import Administration
import Crypto
import Foundation
import Notation
import Wire

/// The key by which passcodes and records are sealed (AES-GCM, NIST SP 800-38D), in a file apart from the database: who has
/// the one alone reads nothing.
struct PasscodeKey: Sendable {
    private static let length = 32
    private let key: SymmetricKey

    /// Reads the key.
    /// - Parameter mayMake: whether one is made where there is none: only as long as nothing is sealed with another.
    init(file: String, mayMake: Bool) throws {
        if let octets = try PrivateFile.read(file) {
            guard octets.count == Self.length else {
                throw PasscodeKeyError(
                    description: "'\(file)' holds no key",
                    remedy: "put the right file back, or remove it together with the database")
            }
            key = SymmetricKey(data: octets)
        } else {
            guard mayMake else {
                throw PasscodeKeyError(
                    description: "the key '\(file)' is missing, and what the lab keeps is sealed with it",
                    remedy: Self.remedy)
            }
            let made = SymmetricKey(size: .bits256)
            do {
                try PrivateFile.replace(file, made.withUnsafeBytes { Array($0) })
            } catch {
                throw PasscodeKeyError(
                    description: "no key can be written: \(error)",
                    remedy: "make the folder of the key first, this user's alone")
            }
            key = made
        }
    }

    private static let remedy =
        "put the file back that belongs to this database, or name another folder with --state"

    /// Seals any octets, bound to a name: they open in the place of no other.
    func seal(_ octets: [UInt8], as name: String) throws -> Data {
        let box = try AES.GCM.seal(octets, using: key, authenticating: Data("record \(name)".utf8))
        guard let combined = box.combined else {
            throw PasscodeKeyError(description: "a record cannot be sealed", remedy: "start the lab anew")
        }
        return combined
    }

    func open(_ sealed: Data, as name: String) throws -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            return Array(try AES.GCM.open(box, using: key, authenticating: Data("record \(name)".utf8)))
        } catch {
            throw PasscodeKeyError(description: "the key does not open the records", remedy: Self.remedy)
        }
    }

    /// - Parameter tenant: whose it is. It is bound to it, to its device and its time: no row's octets open in another's place.
    func seal(_ passcode: ShownPasscode, of tenant: ObjectID) throws -> Data {
        let box = try AES.GCM.seal(
            Data(passcode.value.utf8), using: key,
            authenticating: Self.bond(passcode.id, passcode.device, passcode.until, tenant))
        guard let combined = box.combined else {
            throw PasscodeKeyError(description: "a passcode cannot be sealed", remedy: "start the lab anew")
        }
        return combined
    }

    func open(
        _ sealed: Data, action: ObjectID, device: ObjectID, until: Instant, of tenant: ObjectID
    ) throws -> String {
        do {
            let box = try AES.GCM.SealedBox(combined: sealed)
            let octets = try AES.GCM.open(box, using: key, authenticating: Self.bond(action, device, until, tenant))
            return String(decoding: octets, as: UTF8.self)
        } catch {
            throw PasscodeKeyError(description: "the key does not open the passcodes", remedy: Self.remedy)
        }
    }

    private static func bond(_ action: ObjectID, _ device: ObjectID, _ until: Instant, _ tenant: ObjectID) -> Data {
        Data("\(tenant) \(action) \(device) \(until.seconds)".utf8)
    }
}

/// A key that does not fit, with what to do.
struct PasscodeKeyError: Error, CustomStringConvertible {
    let description: String
    let remedy: String
}
