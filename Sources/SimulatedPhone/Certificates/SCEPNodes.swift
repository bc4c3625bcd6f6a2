import ManagementTree
import Notation
import SCEP

/// The nodes below `Install`, read for an order (csp.md 12.1 and 12.3).
struct SCEPNodes {
    private let install: NodeURI
    private let node: TreeNode?
    private let form: SCEPForm

    /// What is said where a server sets how long a certificate is to be good.
    static let validityNote = Note(
        .effect, "a request by SCEP carries no validity: the server decides how long a certificate is good")

    init(_ install: NodeURI, _ form: SCEPForm, in phone: Phone) {
        self.install = install
        self.form = form
        node = phone.tree.node(at: install.names, in: install.scope)
    }

    func text(_ name: NodeName) -> String { node?.child(name)?.value?.text.trimmed ?? "" }

    func needed(_ name: NodeName) throws(Refusal) -> String {
        let value = text(name)
        guard !value.isEmpty else {
            throw Refusal(.failed, "\(install)/\(name) is not set, and an enrolment by SCEP needs it")
        }
        return value
    }

    /// One or several, with semicolons between them; never empty.
    var servers: [String] {
        get throws(Refusal) {
            let addresses = try needed("ServerURL").split(separator: ";").map { String($0).trimmed }
                .filter { !$0.isEmpty }
            guard !addresses.isEmpty else { throw Refusal(.failed, "\(install)/ServerURL names no server") }
            for address in addresses where WebAddress(address) == nil {
                throw Refusal(.failed, "\(install)/ServerURL: '\(address.prefix(80))' is no address of a server")
            }
            return addresses
        }
    }

    var thumbprint: String {
        get throws(Refusal) {
            let digits = try needed(form.authority).filter { !$0.isWhitespace }.uppercased()
            guard digits.utf8.count == 40, digits.allSatisfy(\.isHexDigit) else {
                throw Refusal(
                    .failed, "\(install)/\(form.authority): a SHA-1 of forty hexadecimal digits is wanted")
            }
            return digits
        }
    }

    var usage: Int {
        get throws(Refusal) {
            let text = try needed("KeyUsage")
            guard let bits = Int(text), bits & 0xA0 != 0 else {
                throw Refusal(
                    .failed,
                    "\(install)/KeyUsage: \(text) has neither the bit 0x80 (signatures) nor 0x20 (encryption of keys); "
                        + "160 is both")
            }
            return bits
        }
    }

    var hashes: (allowsSHA1: Bool, allowsSHA256: Bool) {
        get throws(Refusal) {
            let text = try needed(form.hashes)
            let names = Set(text.split(separator: "+").map { String($0).trimmed.uppercased() })
            let allowed = (
                !names.isDisjoint(with: ["SHA-1", "SHA1"]),
                !names.isDisjoint(with: ["SHA-2", "SHA2", "SHA-256", "SHA256"])
            )
            guard allowed.0 || allowed.1 else {
                throw Refusal(
                    .failed,
                    "\(install)/\(form.hashes): '\(text)' has neither SHA-1 nor SHA-2; write SHA-1+SHA-2")
            }
            return allowed
        }
    }

    /// Inferred: 2048 where nothing is set. Windows takes 1024 too; the library that reads certificates here does not.
    var bits: Int {
        get throws(Refusal) {
            let text = text("KeyLength")
            guard !text.isEmpty else { return 2048 }
            guard let bits = Int(text), [2048, 4096].contains(bits) else {
                throw Refusal(.failed, "\(install)/KeyLength: \(text) bits cannot be made here; write 2048 or 4096")
            }
            return bits
        }
    }
}

// MARK: - Where the key goes

extension SCEPNodes {
    func checkKeyProtection(of order: SCEPOrder, in phone: Phone) throws(Refusal) {
        let text = text("KeyProtection")
        guard let place = text.isEmpty ? KeyPlace.software : KeyPlace(rawValue: text) else {
            throw Refusal(
                .failed, "\(install)/KeyProtection: \(text) is no place for a key; write a number from 1 to 4")
        }
        // Phones take 2 for 1.
        guard !place.needsTPM(on: phone.platform) || KeyPlace.hasTPM(phone) else {
            throw Refusal(.failed, "\(install)/KeyProtection: this device has no TPM; write 3")
        }
        guard place == .hello else { return }
        guard !self.text("ContainerName").isEmpty else {
            throw Refusal(.failed, "\(install)/KeyProtection is 4 (Windows Hello), which needs ContainerName")
        }
        guard order.keyBits == 2048, order.allowsSHA256 else {
            throw Refusal(
                .failed,
                "\(install)/KeyProtection is 4 (Windows Hello), which takes a KeyLength of 2048 and SHA-2 only")
        }
    }

    /// The device must have one of the keys that AADKeyIdentifierList names (1703).
    ///
    /// Inferred: a key is named by its id in the Hello container.
    func checkDirectoryKey(in phone: Phone) throws(Refusal) {
        let wanted = text("AADKeyIdentifierList").split(separator: ";").map { String($0).trimmed.lowercased() }
            .filter { !$0.isEmpty }
        guard !wanted.isEmpty else { return }
        let keys = phone.hello.keys.filter { $0.name == HelloKey.azureADSignIn }.map(\.id)
        guard keys.contains(where: wanted.contains) else {
            throw Refusal(
                .failed,
                "\(install)/AADKeyIdentifierList names none of the phone's keys of Azure AD "
                    + "(\(keys.isEmpty ? "it has none" : keys.joined(separator: "; ")))")
        }
    }
}
