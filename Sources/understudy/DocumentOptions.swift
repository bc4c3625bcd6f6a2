import Agent
import ArgumentParser
import Certificates
import Enrollment
import Foundation
import Transport

/// The options of `enroll` for a provisioning document that somebody has.
struct DocumentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Enrol with this provisioning document in place of asking a server for one.",
            discussion: """
                The document as XML or base64, or a server's whole answer as captured; - is standard input. Then sync \
                and run talk to the server that it names.
                """,
            valueName: "file"))
    var document: String?

    @Option(
        help: ArgumentHelp(
            "With --document: the phone's certificate and private key, a .pfx file or a PEM file.",
            discussion: """
                A PEM file may hold the key alone where the document has its certificate. Without this the phone makes a \
                new key and a certificate that it signs itself.
                """,
            valueName: "file"))
    var identity: String?

    @Option(
        help: ArgumentHelp(
            "The file with the password of the .pfx file; - is standard input.",
            discussion: "Not an argument itself, because other users see those in the list of processes.",
            valueName: "file"))
    var identityPasswordFile: String?

    func validate() throws {
        if document == nil, identity != nil || identityPasswordFile != nil {
            throw ValidationError("--identity is for an enrolment with --document")
        }
        if identity == nil, identityPasswordFile != nil {
            throw ValidationError("--identity-password-file is for the file of --identity; give that too")
        }
        if document == "-", identityPasswordFile == "-" {
            throw ValidationError("standard input can be one of --document and --identity-password-file, not both")
        }
    }

    /// What the options ask for; nil where a server is to be asked.
    func order() throws -> DocumentOrder? {
        guard let document else { return nil }
        let name = document == "-" ? "standard input" : URL(filePath: document).lastPathComponent
        var order = DocumentOrder(
            document: try InputFile.bytes(of: document, option: "--document"), documentName: name)
        if let identity {
            order.identity = try self.identity(in: identity)
            order.identityName = URL(filePath: identity).lastPathComponent
        }
        return order
    }

    private func identity(in file: String) throws -> ProvisioningFile.Identity {
        let bytes = try InputFile.bytes(of: file, option: "--identity")
        let text = String(decoding: bytes, as: UTF8.self)
        let isPEM = text.contains("-----BEGIN ")
        do {
            guard !isPEM else { return try Self.identity(pem: text) }
            let password = try identityPasswordFile.map { file in
                try Secret.line(of: file, option: "--identity-password-file")
            }
            let content = try IdentityFile.read(pfx: bytes, password: password ?? "")
            return ProvisioningFile.Identity(certificates: content.certificates, key: content.key)
        } catch let error as CertificateError {
            let isLocked = [.wrongPassword, .unreadableFile].contains(error.code) && identityPasswordFile == nil
            let hint = isLocked ? "; give its password with --identity-password-file" : ""
            throw Failure.data("--identity \(file): \(error)\(hint)")
        }
    }

    private static func identity(pem text: String) throws(CertificateError) -> ProvisioningFile.Identity {
        let key = try SigningKey(pem: text)
        let certificates = try ParsedCertificate.all(pem: text)
        guard !certificates.isEmpty else { return ProvisioningFile.Identity(certificates: [], key: key) }
        return ProvisioningFile.Identity(certificates: try certificates.leading(with: key), key: key)
    }
}
