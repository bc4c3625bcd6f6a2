import ManagementTree
import Notation
import SCEP

/// What stands below `Install` when an enrolment is ordered (csp.md 12.3; what 12.1 says of the same nodes counts here too).
struct SCEPSettings {
    let order: SCEPOrder
    let retries: SCEPRetries

    /// - Parameter install: the node `Install`.
    /// - Throws: where a setting is missing or means nothing.
    init(at install: NodeURI, in phone: Phone) throws(Refusal) {
        let node = phone.tree.node(at: install.names, in: install.scope)
        func text(_ name: NodeName) -> String { node?.child(name)?.value?.text.trimmed ?? "" }
        func needed(_ name: NodeName) throws(Refusal) -> String {
            let value = text(name)
            guard !value.isEmpty else {
                throw Refusal(.failed, "\(install)/\(name) is not set, and an enrolment by SCEP needs it")
            }
            return value
        }
        let usage = try Self.usage(try needed("KeyUsage"), install)
        let hashes = Set(try needed("HashAlgrithm").split(separator: "+").map { String($0).trimmed.uppercased() })
        order = SCEPOrder(
            serverURL: try Self.address(try needed("ServerURL"), install),
            authorityThumbprint: try Self.thumbprint(try needed("CAThumbPrint"), install),
            subject: try needed("SubjectName"), challenge: text("Challenge"),
            keyBits: try Self.bits(text("KeyLength"), install), signs: usage & 0x80 != 0, enciphers: usage & 0x20 != 0,
            extendedUsages: text("EKUMapping").split(separator: "+").map { String($0).trimmed },
            alternativeNames: text("SubjectAlternativeNames"), templateName: text("TemplateName"),
            allowsSHA1: !hashes.isDisjoint(with: ["SHA-1", "SHA1"]),
            allowsSHA256: !hashes.isDisjoint(with: ["SHA-2", "SHA2", "SHA-256", "SHA256"]))
        guard order.allowsSHA1 || order.allowsSHA256 else {
            throw Refusal(
                .failed,
                "\(install)/HashAlgrithm: '\(text("HashAlgrithm"))' has neither SHA-1 nor SHA-2; write SHA-1+SHA-2")
        }
        retries = SCEPRetries(
            left: min(30, max(0, Int(text("RetryCount")) ?? 3)), minutes: max(1, Int64(text("RetryDelay")) ?? 5))
        do {
            try order.check()
        } catch {
            throw Refusal(.failed, "\(install): \(error.message)")
        }
    }

    /// Inferred: of several servers with semicolons between them the first is asked.
    private static func address(_ text: String, _ install: NodeURI) throws(Refusal) -> String {
        let first = String(text.prefix { $0 != ";" }).trimmed
        guard WebAddress(first) != nil else {
            throw Refusal(.failed, "\(install)/ServerURL: '\(first.prefix(80))' is no address of a server")
        }
        return first
    }

    private static func thumbprint(_ text: String, _ install: NodeURI) throws(Refusal) -> String {
        let digits = text.filter { !$0.isWhitespace }.uppercased()
        guard digits.utf8.count == 40, digits.allSatisfy(\.isHexDigit) else {
            throw Refusal(.failed, "\(install)/CAThumbPrint: a SHA-1 of forty hexadecimal digits is wanted")
        }
        return digits
    }

    private static func usage(_ text: String, _ install: NodeURI) throws(Refusal) -> Int {
        guard let bits = Int(text), bits & 0xA0 != 0 else {
            throw Refusal(
                .failed,
                "\(install)/KeyUsage: \(text) has neither the bit 0x80 (signatures) nor 0x20 (encryption of keys); 160 is both"
            )
        }
        return bits
    }

    /// Inferred: 2048 where nothing is set. Windows takes 1024 too; the library that reads certificates here does not.
    private static func bits(_ text: String, _ install: NodeURI) throws(Refusal) -> Int {
        guard !text.isEmpty else { return 2048 }
        guard let bits = Int(text), [2048, 4096].contains(bits) else {
            throw Refusal(.failed, "\(install)/KeyLength: \(text) bits cannot be made here; write 2048 or 4096")
        }
        return bits
    }
}
