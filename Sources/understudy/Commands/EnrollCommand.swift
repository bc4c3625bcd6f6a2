import Agent
import ArgumentParser
import Certificates
import Enrollment
import Foundation
import Notation
import Session

/// `enroll`: the phone gets a management server.
struct EnrollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enroll",
        abstract: "Enrol the phone with a management server (MS-MDE2).",
        discussion: """
            Give the address of the discovery service, or a user principal name alone: then the server of its mail domain \
            is looked for. A phone that is joined to Azure AD enrols as a device, with the token of its user. After \
            enrolment the first session follows at once, as on a real phone. Where \
            enrolment fails, nothing stays on the phone; where only that first session fails, the account stays, and sync \
            tries again. \(Secret.note) The environment's names are UNDERSTUDY_PASSWORD and UNDERSTUDY_TOKEN. \
            \(PhoneAtHand.personalNote)

            Where the server has a web page to sign in on (Federated), no credential is needed: the address of the page is \
            printed, and its last form brings the token back to this command. What a server does against the protocol \
            is taken, as phones take it, and told; --strict ends there.

            EXAMPLES
              understudy enroll https://mdm.example.test/EnrollmentServer/Discovery.svc --user adele@example.test --password secret
              understudy enroll adele@example.test --token "$(cat token.jwt)" --state phone
              understudy enroll adele@example.test --open
              understudy enroll --document document.xml --identity phone.pfx --identity-password-file password.txt
            """)

    @Argument(
        help: ArgumentHelp(
            "The address of the discovery service, or a user principal name; not needed with --document.",
            valueName: "discovery-url|upn"))
    var place: String?

    @Option(help: ArgumentHelp("The user; the argument if that is a user principal name.", valueName: "upn"))
    var user: String?

    @Option(
        help: ArgumentHelp(
            "device or full; device on a phone that is joined to Azure AD, full otherwise, if not given.",
            valueName: "kind"))
    var enrollment: EnrollmentType?

    @Option(
        help: ArgumentHelp(
            "What the certificate request looks like: standard, or windows with its odd characters and SHA-1.",
            valueName: "form"))
    var csr = EnrollmentPlan.RequestForm.standard

    @Option(help: KeyType.help)
    var keyType = KeyType.rsa

    @Flag(help: "Open the server's sign-in page in a browser, where there is one.")
    var open = false

    @Flag(help: "Follow a redirection of the discovery service, as a person would be asked.")
    var followRedirects = false

    @Flag(inversion: .prefixedNo, help: "Run the first session after enrolment.")
    var sync = true

    @OptionGroup var credential: CredentialOptions
    @OptionGroup(title: "Options for a document") var document: DocumentOptions
    @OptionGroup var ending: EndingOptions
    @OptionGroup(title: "Network options") var network: NetworkOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup(title: "Phone options") var options: PhoneOptions

    func validate() throws {
        if keyType == .p256, csr == .windows {
            throw ValidationError("--csr windows is the request of a key of RSA: leave it out, or --key-type p256")
        }
        guard document.document == nil else { return try validateBesideDocument() }
        guard let place else {
            throw ValidationError("give the address of the discovery service, a user principal name, or --document")
        }
        guard place.contains("://") || place.contains("@") else {
            throw ValidationError("\(place) is neither an address (https://…) nor a user principal name (user@domain)")
        }
        if place.contains("://"), user == nil {
            throw ValidationError("name the user who enrols: --user user@domain")
        }
    }

    private func validateBesideDocument() throws {
        guard keyType == .rsa || document.identity == nil else {
            throw ValidationError("--key-type is for a key that the phone makes, and --identity brings one")
        }
        guard credential.isEmpty else {
            throw ValidationError(
                "--document asks no server, so there is nothing to show --password, --token or --certificate to")
        }
        guard place?.contains("://") != false else {
            throw ValidationError(
                "beside --document give the address of the discovery service, for renewal, or nothing")
        }
    }

    func run() async throws {
        try await output.reporting {
            let ofDocument = try document.order().map(completed)
            let order = try ofDocument == nil ? order() : nil
            return try await AgentAtHand.with(options, network, making: true, tune: tune) { hand in
                await SessionShow(json: output.json, failsOnStatus: ending.failOnStatus).following(hand) { agent in
                    if let ofDocument { try await agent.enroll(ofDocument) }
                    if let order { try await agent.enroll(order) }
                    return sync ? try await agent.sync() : nil
                }
            }
        }
    }

    private func tune(_ configuration: inout AgentConfiguration) {
        let open = open
        configuration.signIn = SignInDesk { page in
            Console.error("understudy: sign in at \(page)")
            if open { Browser.open(page) }
        }
    }

    private func completed(_ order: DocumentOrder) -> DocumentOrder {
        var order = order
        order.user = user
        order.discoveryURL = place
        order.kind = enrollment
        order.keyType = keyType
        order.allowsInsecureHTTP = network.reach.insecureHTTP
        order.usesNonceUndecoded = network.undecodedNonce ?? false
        return order
    }

    private func order() throws -> EnrollmentOrder {
        let place = place ?? ""
        let isAddress = place.contains("://")
        var order = EnrollmentOrder(
            discoveryURL: isAddress ? place : nil, user: user ?? place,
            credential: try credential.read(of: user ?? place))
        order.kind = enrollment
        order.requestForm = csr
        order.keyType = keyType
        order.followsRedirections = followRedirects
        order.allowsInsecureHTTP = network.reach.insecureHTTP
        order.usesNonceUndecoded = network.undecodedNonce ?? false
        return order
    }
}

extension EnrollmentType: ExpressibleByArgument {
    package init?(argument: String) { self.init(rawValue: argument.capitalized) }

    package static var allValueStrings: [String] { allCases.map { $0.rawValue.lowercased() } }
}

extension EnrollmentPlan.RequestForm: ExpressibleByArgument {}
