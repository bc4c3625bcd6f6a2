import Administration
import Agent
import ArgumentParser
import Enrollment
import Foundation
import Lab
import Logging
import Notation
import PINReset
import ServiceLifecycle
import Serving
import SyncML
import TenantStore
import UnixSignals

/// `lab serve`: the server.
struct LabServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve discovery, enrolment and OMA-DM on this machine.",
        discussion: """
            It has a certificate authority of its own, which is kept in the folder; phones must be told to trust it with \
            --ca-file. What it knows is gone when it ends, unless it is told with --state where to keep it: phones and what waits for \
            them, users, groups, consent, profiles, actions and passcodes, sealed with a key in a file apart. Queue commands with `lab queue`, or by its API below \
            /lab, which asks for the token in the folder's file lab-token. Certificates are also given by SCEP, at /scep.

            Behind a proxy that ends TLS, name the address by which phones come, and the header in which the proxy hands \
            over the certificate that a phone showed to it. The proxy must set that header itself, whatever a phone \
            sends, and nobody else may reach this port.

            It has a PIN reset service as well, which phones ask with --pin-reset-service, and which gives tickets once an \
            administrator of the directory has consented to its two applications: the addresses of both pages are printed.

            What administrators see and do has the shape of Microsoft Graph, below /v1.0 and /beta, with its own sign-in for \
            the application whose id is printed and whose secret is in the folder's file lab-client-secret; the API's \
            token opens it as well.

            With --json one line tells where it listens, and the last one how it ended.

            EXAMPLES
              understudy lab serve
              understudy lab serve --port 0 --json
              understudy lab serve --state lab-state --push phone
              understudy lab serve --port 8443 --folder lab --oddity pretty --oddity slow=500
              understudy lab serve --http --port 8080 --public-url https://mdm.example \
                --client-certificate-header X-SSL-Client-Cert
            """)

    @Option(help: ArgumentHelp("Where it listens.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "port"))
    var port = 8443

    @Flag(help: "Speak HTTP, without TLS: for phones with --insecure-http on this machine.")
    var http = false

    @Option(
        name: .customLong("public-url"),
        help: ArgumentHelp(
            "The address by which phones reach it, where a proxy stands before it: https://host[:port].",
            valueName: "url"))
    var publicURL: String?

    @Option(
        help: ArgumentHelp(
            "The header in which that proxy hands over a phone's certificate, such as X-SSL-Client-Cert.",
            valueName: "name"))
    var clientCertificateHeader: String?

    @Option(
        help: ArgumentHelp(
            "The folder that keeps the certificate authority and the API's token; it is this user's alone.",
            valueName: "folder"))
    var folder = LabAccess.defaultFolder

    @Option(
        help: ArgumentHelp(
            "The folder that keeps phones, their queues, and what the tenant holds; without one it ends with the server.",
            valueName: "folder"))
    var state: String?

    @Option(
        help: ArgumentHelp(
            "The state folder of a phone that `run` keeps on this machine, or of a fleet, once for each: it comes by at once "
                + "when something is asked of a device.", valueName: "folder"))
    var push: [String] = []

    @Option(help: "How phones sign in: OnPremise, Federated or Certificate.")
    var policy: AuthPolicy = .onPremise

    @Option(
        name: .customLong("user"),
        help: ArgumentHelp("Who may enrol, once for each; anybody if none is given.", valueName: "upn:password"))
    var users: [String] = []

    @Option(
        help: ArgumentHelp("The id of the lab's Azure AD directory, for consent.", valueName: "guid"))
    var tenant = LabConfiguration.usualTenant

    @Option(
        name: .customLong("administrator"),
        help: ArgumentHelp(
            "Who may consent for the directory, once for each; if none is given \(ConfiguredDirectory.administrator), "
                + "with the API's token as password.", valueName: "upn:password"))
    var administrators: [String] = []

    @Flag(help: "Begin with the directory's consent to both applications of the PIN reset service.")
    var consented = false

    @Flag(help: "Have the PIN reset service give nobody a ticket, whatever was consented to.")
    var denyTickets = false

    @Option(help: ArgumentHelp("Minutes between the sessions of a phone.", valueName: "minutes"))
    var poll = 1

    @Flag(help: "Let phones speak WBXML (DEFAULTENCODING).")
    var wbxml = false

    @Flag(help: "Give phones and server MD5 credentials, and ask for them.")
    var md5 = false

    @Option(
        help: ArgumentHelp(
            "The password that a request for a certificate by SCEP must have; none is asked for if it is left out.",
            valueName: "text"))
    var scepChallenge: String?

    @Option(help: ArgumentHelp("How often such a request is told to wait before it is granted.", valueName: "count"))
    var scepPolls = 0

    @Option(
        name: .customLong("oddity"),
        help: ArgumentHelp(
            "Something that servers do wrong, once for each. help tells the names.", valueName: "name"))
    var oddities: [String] = []

    @Option(help: "What is logged on standard error: trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .warning

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if oddities.contains("help") { throw CleanExit.message(LabOddities.forms.joined(separator: "\n")) }
        guard (0...65535).contains(port) else { throw ValidationError("--port \(port): a port is 0 to 65535") }
        guard scepPolls >= 0 else { throw ValidationError("--scep-polls \(scepPolls): give 0 or more") }
        guard poll >= 1 else { throw ValidationError("--poll \(poll): give 1 or more") }
        if let publicURL {
            guard let address = WebAddress(publicURL), ["", "/"].contains(address.rest) else {
                throw ValidationError("--public-url \(publicURL): write https://host or https://host:port")
            }
        }
        if let name = clientCertificateHeader, !LabConfiguration.isHeader(name) {
            throw ValidationError("--client-certificate-header \(name): that cannot be the name of a header")
        }
        guard UUID(uuidString: tenant) != nil else {
            throw ValidationError("--tenant \(tenant) is not a GUID; write it as \(LabConfiguration.usualTenant)")
        }
        for user in users where !user.contains(":") {
            throw ValidationError("--user \(user): write it as upn:password")
        }
        guard administrators.allSatisfy({ $0.contains(":") && !$0.hasSuffix(":") }) else {
            throw ValidationError("--administrator: write it as upn:password")
        }
    }

    func run() async throws {
        try await output.reporting(asLine: true) {
            let configuration = try configuration()
            let (authority, token, clientSecret) = try LabAccess.translating { () throws(LabError) in
                let kept = try LabFolder(folder)
                if kept.wasTightened { Console.error("understudy: others could look into \(folder); now they cannot") }
                return (try kept.authority(now: LabSources.system.now()), try kept.token(), try kept.clientSecret())
            }
            let logger = AgentAtHand.logger("understudy.lab", logLevel)
            let database = try database()
            let server = LabServer(
                configuration: configuration, authority: authority, token: token, clientSecret: clientSecret,
                store: database ?? MemoryStore(), records: database,
                push: { [push] device in await PhonePush(folders: push).ring(device) }, logger: logger
            ) { port in announce(configuration.url(port: port)) }
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [server], gracefulShutdownSignals: [.sigint, .sigterm], logger: logger))
            do {
                try await group.run()
            } catch let error as ListeningError {
                throw Failure(
                    outcome: .failed, message: "the lab's server cannot listen: \(error); try another --host or --port")
            }
            return CommandResult()
        }
    }

    /// Where tenants and phones are kept; nil for nowhere.
    private func database() throws -> TenantDatabase? {
        guard let state else { return nil }
        do {
            return try TenantDatabase(folder: state)
        } catch {
            throw Failure.state("\(error)")
        }
    }

    private func configuration() throws -> LabConfiguration {
        var configuration = LabConfiguration(host: host, port: port, usesTLS: !http, authentication: policy)
        configuration.users = Self.passwords(users)
        configuration.administrators = Self.passwords(administrators)
        configuration.tenant = tenant
        configuration.deniesTickets = denyTickets
        if consented { configuration.consented = Set(PINResetApplication.allCases) }
        configuration.provisioning.encoding = wbxml ? .wbxml : .xml
        configuration.provisioning.poll = LabPoll(
            firstRetries: 0, firstInterval: poll, secondRetries: 1, secondInterval: poll, remainingRetries: 0,
            remainingInterval: 0)
        if md5 {
            configuration.management.clientScheme = .md5
            configuration.management.authenticatesItself = true
        }
        configuration.scep = LabSCEPSettings(challenge: scepChallenge, polls: scepPolls)
        configuration.publicURL = publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        configuration.clientCertificateHeader = clientCertificateHeader
        configuration.management.requiresClientCertificate = !http || clientCertificateHeader != nil
        configuration.management.oddities = try LabAccess.translating { () throws(LabError) in
            try LabOddities(names: oddities)
        }
        return configuration
    }

    /// Names with their passwords, of `upn:password`.
    private static func passwords(_ people: [String]) -> [String: String] {
        let pairs = people.map { $0.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) }
        return Dictionary(pairs.map { (String($0[0]), String($0[1])) }) { _, later in later }
    }

    /// - Parameter url: the server's own.
    private func announce(_ url: String) {
        let announcement = LabAnnouncement(
            url: url, discoveryURL: (publicURL ?? url) + LabEnrollment.Path.discovery,
            pinResetService: (publicURL ?? url) + LabServer.pinResetPath, tenant: tenant,
            consent: consented ? [] : PINResetApplication.allCases.map { (publicURL ?? url) + $0.consentPath },
            administrator: administrators.first.map { String($0.prefix { $0 != ":" }) },
            tokenFile: "\(folder)/\(LabFolder.tokenFile)", graph: (publicURL ?? url) + "/v1.0",
            clientID: LabServer.clientID, clientSecretFile: "\(folder)/\(LabFolder.clientSecretFile)",
            certificateFile: http ? nil : "\(folder)/\(LabFolder.certificateFile)", authentication: policy.rawValue)
        for warning in LabAnnouncement.warnings(
            isProven: !http || clientCertificateHeader != nil || md5,
            isOpen: users.isEmpty && policy == .onPremise)
        {
            Console.error("understudy: \(warning)")
        }
        if output.json { return Console.jsonLine(announcement) }
        let user = users.first.map { String($0.prefix { $0 != ":" }) } ?? "adele@lab.example"
        let lines = announcement.lines(
            user: user, isProxied: publicURL != nil, folder: folder == LabAccess.defaultFolder ? nil : folder)
        for line in lines { Console.print(line) }
    }
}

extension AuthPolicy: ExpressibleByArgument {}
