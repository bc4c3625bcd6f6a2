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

            It listens on this machine alone. Others reach it with --listen, by TLS only, at an address that --public-url \
            names; those who are known may enrol then, and no others. Behind a proxy that ends TLS, name the address by which phones come, and the header in which the proxy hands \
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
        guard scepPolls >= 0 else { throw ValidationError("--scep-polls \(scepPolls): give 0 or more") }
        guard poll >= 1 else { throw ValidationError("--poll \(poll): give 1 or more") }
        guard keyFile == nil || state != nil else {
            throw ValidationError("--key-file is for what --state keeps; give that too")
        }
        guard UUID(uuidString: tenant) != nil else {
            throw ValidationError("--tenant \(tenant) is not a GUID; write it as \(LabConfiguration.usualTenant)")
        }
        try admission.check(place)
        try place.check(isProven: md5)
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
            let start = clock.start
            let database = try database(at: start ?? Instant(seconds: LabSources.system.now()))
            let server = LabServer(
                configuration: configuration, authority: authority, token: token, clientSecret: clientSecret,
                store: database ?? MemoryStore(), records: database,
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
        configuration.administrators = LabAdmission.passwords(administrators)
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
            pinResetService: shown + LabServer.pinResetPath, portal: shown + LabServer.portalPath, tenant: tenant,
            consent: consented ? [] : PINResetApplication.allCases.map { shown + $0.consentPath },
            administrator: administrators.first.map { String($0.prefix { $0 != ":" }) },
            tokenFile: "\(folder)/\(LabFolder.tokenFile)", graph: shown + "/v1.0",
            clientID: LabServer.clientID, clientSecretFile: "\(folder)/\(LabFolder.clientSecretFile)",
            certificateFile: place.http ? nil : "\(folder)/\(LabFolder.certificateFile)",
            authentication: admission.policy.rawValue, clock: start?.text)
        let isProven = place.showsCertificates || md5
        let warnings = [isProven ? nil : LabAnnouncement.unproven, admission.warning(place), place.warning]
        for warning in warnings.compactMap({ $0 }) { Console.error("understudy: \(warning)") }
        if output.json { return Console.jsonLine(announcement) }
        let lines = announcement.lines(
            user: admission.someone, isProxied: place.isProxied,
            folder: folder == LabAccess.defaultFolder ? nil : folder)
        for line in lines { Console.print(line) }
    }
}
