import ArgumentParser
import Certificates
import Enrollment

/// The options of `enroll` for what the user shows a server.
struct CredentialOptions: ParsableArguments {
    @Option(help: "The user's password, where the server wants one (OnPremise); better by --password-file.")
    var password: String?

    @Option(
        help: ArgumentHelp("A file whose first line is the password; - is standard input.", valueName: "file"))
    var passwordFile: String?

    @Option(help: ArgumentHelp("A file whose first line is the token; - is standard input.", valueName: "file"))
    var tokenFile: String?

    @Option(
        help: ArgumentHelp(
            "The user's token, where the server wants one (Federated): the JWT of Azure AD, or the page's wresult.",
            valueName: "jwt"))
    var token: String?

    @Option(
        help: ArgumentHelp(
            "A PEM file with certificate and private key, where the server wants one (Certificate).",
            valueName: "file"))
    var certificate: String?

    func validate() throws {
        guard [password ?? passwordFile, token ?? tokenFile, certificate].compactMap({ $0 }).count <= 1 else {
            throw ValidationError("give one of --password, --token and --certificate")
        }
    }

    var isEmpty: Bool {
        [password, passwordFile, token, tokenFile, certificate].allSatisfy { $0 == nil }
    }

    /// nil where a person signs in on the server's page.
    func read(of user: String) throws -> EnrollmentCredential? {
        // A variable counts only where the line names no other way.
        let isOpen = token == nil && tokenFile == nil && certificate == nil
        if let password = try Secret.find(
            password, file: passwordFile, option: "--password", variable: isOpen ? "UNDERSTUDY_PASSWORD" : nil)
        {
            return .password(user: user, password: password)
        }
        if let token = try Secret.find(
            token, file: tokenFile, option: "--token", variable: certificate == nil ? "UNDERSTUDY_TOKEN" : nil)
        {
            return .token(token)
        }
        guard let certificate else { return nil }
        let text = try InputFile.text(of: certificate, option: "--certificate")
        do {
            let key = try SigningKey(pem: text)
            return .certificate(try [ParsedCertificate(pem: text)].leading(with: key)[0], key)
        } catch {
            throw Failure.data("--certificate \(certificate): \(error)")
        }
    }
}
