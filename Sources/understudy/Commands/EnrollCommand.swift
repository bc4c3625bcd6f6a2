import Agent
import ArgumentParser
import Certificates
import Enrollment
import Foundation
import Session

/// `enroll`: the phone gets a management server.
struct EnrollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enroll",
        abstract: "Enrol the phone with a management server (MS-MDE2).",
        discussion: """
            Give the address of the discovery service, or a user principal name alone: then the server of its mail domain \
            is looked for. A phone that is joined to Azure AD enrols as a device, with the token of its user. After \
            enrolment the first session follows at once, as on a real phone. Where anything fails, nothing stays on the \
            phone. \(PhoneAtHand.personalNote)

            EXAMPLES
              understudy enroll https://mdm.example.test/EnrollmentServer/Discovery.svc --user adele@example.test --password secret
              understudy enroll adele@example.test --token "$(cat token.jwt)" --state phone
            """)

    @Argument(
        help: ArgumentHelp(
            "The address of the discovery service, or a user principal name.", valueName: "discovery-url|upn"))
    var place: String

    @Option(help: ArgumentHelp("The user; the argument if that is a user principal name.", valueName: "upn"))
    var user: String?

    @Option(help: "The user's password, where the server wants one (OnPremise).")
    var password: String?

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

    @Option(
        help: ArgumentHelp(
            "device or full; device on a phone that is joined to Azure AD, full otherwise, if not given.",
            valueName: "kind"))
    var enrollment: Kind?

    @Option(
        help: ArgumentHelp(
            "What the certificate request looks like: standard, or windows with its odd characters and SHA-1.",
            valueName: "form"))
    var csr: RequestForm = .standard

    @Flag(help: "Follow a redirection of the discovery service, as a person would be asked.")
    var followRedirects = false

    @Flag(inversion: .prefixedNo, help: "Run the first session after enrolment.")
    var sync = true

    @OptionGroup var ending: EndingOptions
    @OptionGroup(title: "Network options") var network: NetworkOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case device, full
    }

    enum RequestForm: String, ExpressibleByArgument, CaseIterable {
        case standard, windows
    }

    func validate() throws {
        guard place.contains("://") || place.contains("@") else {
            throw ValidationError("\(place) is neither an address (https://…) nor a user principal name (user@domain)")
        }
        if place.contains("://"), user == nil {
            throw ValidationError("name the user who enrols: --user user@domain")
        }
        guard [password, token, certificate].compactMap({ $0 }).count == 1 else {
            throw ValidationError("give one of --password, --token and --certificate")
        }
    }

    func run() async throws {
        try await output.reporting {
            let order = try order()
            return try await AgentAtHand.with(options, network, making: true) { hand in
                await SessionShow(json: output.json, failsOnStatus: ending.failOnStatus).following(hand) { agent in
                    try await agent.enroll(order)
                    return sync ? try await agent.sync() : nil
                }
            }
        }
    }

    private func order() throws -> EnrollmentOrder {
        let isAddress = place.contains("://")
        var order = EnrollmentOrder(
            discoveryURL: isAddress ? place : nil, user: user ?? place, credential: try credential(user ?? place))
        order.kind = enrollment.map { $0 == .device ? .device : .full }
        order.requestForm = csr == .windows ? .windows : .standard
        order.followsRedirections = followRedirects
        order.allowsInsecureHTTP = network.insecureHTTP
        order.usesNonceUndecoded = network.undecodedNonce ?? false
        return order
    }

    private func credential(_ user: String) throws -> EnrollmentCredential {
        if let password { return .password(user: user, password: password) }
        if let token { return .token(token) }
        guard let certificate else { throw Failure.usage("give one of --password, --token and --certificate") }
        let blocks = try PEMFile.blocks(in: certificate, option: "--certificate")
        guard let own = blocks.first(where: { $0.kind == "CERTIFICATE" }),
            let key = blocks.first(where: { $0.kind.hasSuffix("PRIVATE KEY") })
        else {
            throw Failure.data("--certificate \(certificate): it must hold a certificate and its private key, as PEM")
        }
        do {
            return .certificate(try ParsedCertificate(pem: own.text), try SigningKey(pem: key.text))
        } catch {
            throw Failure.data("--certificate \(certificate): \(error)")
        }
    }
}
