import Administration
import Agent
import ArgumentParser
import Enrollment
import Lab
import Logging
import Notation
import PINReset
import ServiceLifecycle
import Serving
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

            It listens on this machine alone. Others reach it with --listen, by TLS only, at an address that --public-url \
            names; those who are known may enrol then, and no others, and SCEP asks for a password. Behind a proxy that ends TLS, name the address by which phones come, and the header in which the proxy hands \
            over the certificate that a phone showed to it. The proxy must set that header itself, whatever a phone \
            sends; it is believed from this machine alone, or from the addresses of --proxy.

            It has a PIN reset service as well, which phones ask with --pin-reset-service, and which gives tickets once an \
            administrator of the directory has consented to its two applications: the addresses of both pages are printed.

            Its portal, below /portal, is what an administrator sees in a browser: devices and their actions, profiles, groups, \
            consent, passcodes. What administrators see and do also has the shape of Microsoft Graph, below /v1.0 and /beta, with its own sign-in for \
            the application whose id is printed and whose secret is in the folder's file lab-client-secret; the API's \
            token opens it as well.

            With --json one line tells where it listens, and the last one how it ended.

            EXAMPLES
              understudy lab serve
              understudy lab serve --port 0 --json
              understudy lab serve --state lab-state --key-file /media/key/passcodes.key --push phone
              understudy lab serve --listen 0.0.0.0 --public-url https://lab.example:8443 --user adele@lab.example:secret
              understudy lab serve --state lab-state --after 7d
              understudy lab serve --port 8443 --folder lab --oddity pretty --oddity slow=500
              understudy lab serve --http --port 8080 --public-url https://mdm.example \
                --client-certificate-header X-SSL-Client-Cert --user adele@mdm.example:secret
            """)

    @OptionGroup(title: "Where it listens") var place: LabListening

    @OptionGroup(title: "Its clock") var clock: LabClock

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
            "Where the key is that passcodes are sealed with, made where there is none yet: on another disk, so that who gets "
                + "the folder of --state reads none; in that folder if not given.", valueName: "file"))
    var keyFile: String?

    @Option(
        help: ArgumentHelp(
            "The state folder of a phone that `run` keeps on this machine, or of a fleet, once for each: it comes by at once "
                + "when something is asked of a device.", valueName: "folder"))
    var push: [String] = []

    @OptionGroup(title: "Who may enrol") var admission: LabAdmission

    @OptionGroup var directory: LabDirectoryOptions

    @OptionGroup var terms: LabPhoneTerms

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
        guard keyFile == nil || state != nil else {
            throw ValidationError("--key-file is for what --state keeps; give that too")
        }
        try admission.check(place)
        try place.check(isProven: terms.md5)
    }

    func run() async throws {
        try await output.reporting(asLine: true) {
            let configuration = try configuration()
            let (authority, token, clientSecret, signingKey) = try LabAccess.translating { () throws(LabError) in
                let kept = try LabFolder(folder)
                if kept.wasTightened { Console.error("understudy: others could look into \(folder); now they cannot") }
                return (
                    try kept.authority(now: LabSources.system.now()), try kept.token(), try kept.clientSecret(),
                    try kept.signingKey()
                )
            }
            let logger = AgentAtHand.logger("understudy.lab", logLevel)
            let start = clock.start
            let database = try database(at: start ?? Instant(seconds: LabSources.system.now()))
            let server = LabServer(
                configuration: configuration, authority: authority, token: token, clientSecret: clientSecret,
                signingKey: signingKey, store: database ?? MemoryStore(), records: database,
                sources: start.map(LabSources.beginning(at:)) ?? .system,
                push: { [push] device in await PhonePush(folders: push).ring(device) }, logger: logger
            ) { port in announce(configuration.url(port: port), start) }
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [server], gracefulShutdownSignals: [.sigint, .sigterm], logger: logger))
            do {
                try await group.run()
            } catch let error as ListeningError {
                throw Failure(
                    outcome: .failed,
                    message: "the lab's server cannot listen: \(error); try another --listen or --port")
            }
            return CommandResult()
        }
    }

    /// Where tenants and phones are kept; nil for nowhere.
    private func database(at now: Instant) throws -> TenantDatabase? {
        guard let state else { return nil }
        do {
            return try TenantDatabase(folder: state, keyFile: keyFile, now: now)
        } catch {
            throw Failure.state("\(error)")
        }
    }

    private func configuration() throws -> LabConfiguration {
        var configuration = LabConfiguration()
        place.apply(to: &configuration)
        admission.apply(to: &configuration, place)
        directory.apply(to: &configuration)
        terms.apply(to: &configuration)
        configuration.management.oddities = try LabAccess.translating { () throws(LabError) in
            try LabOddities(names: oddities)
        }
        return configuration
    }

    /// - Parameters:
    ///   - url: the server's own.
    ///   - start: when its clock has begun; nil where it is the machine's.
    private func announce(_ url: String, _ start: Instant?) {
        let shown = place.publicBase ?? url
        let announcement = LabAnnouncement(
            url: url, discoveryURL: shown + LabEnrollment.Path.discovery,
            pinResetService: shown + LabServer.pinResetPath, portal: shown + LabServer.portalPath,
            tenant: directory.tenant, consent: directory.openConsents.map { shown + $0.consentPath },
            administrator: directory.administrator,
            tokenFile: "\(folder)/\(LabFolder.tokenFile)", graph: shown + "/v1.0",
            clientID: LabServer.clientID, clientSecretFile: "\(folder)/\(LabFolder.clientSecretFile)",
            certificateFile: place.http ? nil : "\(folder)/\(LabFolder.certificateFile)",
            authentication: admission.policy.rawValue, clock: start?.text)
        let isProven = place.showsCertificates || terms.md5
        let warnings = [isProven ? nil : LabAnnouncement.unproven, admission.warning(place), place.warning]
        for warning in warnings.compactMap({ $0 }) { Console.error("understudy: \(warning)") }
        if output.json { return Console.jsonLine(announcement) }
        let lines = announcement.lines(
            user: admission.someone, isNamed: !admission.users.isEmpty, isProxied: place.isProxied,
            folder: folder == LabAccess.defaultFolder ? nil : folder)
        for line in lines { Console.print(line) }
    }
}
