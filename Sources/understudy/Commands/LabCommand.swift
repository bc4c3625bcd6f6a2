import Agent
import ArgumentParser
import Foundation
import Lab
import Logging
import ServiceLifecycle
import SimulatedPhone
import UnixSignals

/// `lab`: the other side, to test against.
struct LabCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lab",
        abstract: "A management server to test against.",
        subcommands: [LabServeCommand.self, LabQueueCommand.self, LabResetPasscodeCommand.self, LabDevicesCommand.self])
}

/// `lab serve`: the server.
struct LabServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve discovery, enrolment and OMA-DM on this machine.",
        discussion: """
            It has a certificate authority of its own, which is kept in the folder; phones must be told to trust it with \
            --ca-file. What it knows of phones is gone when it ends. Queue commands with `lab queue`, or by its API below \
            /lab.

            EXAMPLES
              understudy lab serve
              understudy lab serve --port 8443 --folder lab --oddity pretty --oddity slow=500
            """)

    @Option(help: ArgumentHelp("Where it listens.", valueName: "address"))
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "port"))
    var port = 8443

    @Flag(help: "Speak HTTP, without TLS: for phones with --insecure-http on this machine.")
    var http = false

    @Option(
        help: ArgumentHelp("The folder that keeps the certificate authority.", valueName: "folder"))
    var folder = "understudy-lab"

    @Option(help: "How phones sign in: OnPremise, Federated or Certificate.")
    var policy: LabConfiguration.EnrollmentAuthentication = .onPremise

    @Option(
        name: .customLong("user"),
        help: ArgumentHelp("Who may enrol, once for each; anybody if none is given.", valueName: "upn:password"))
    var users: [String] = []

    @Option(help: ArgumentHelp("Minutes between the sessions of a phone.", valueName: "minutes"))
    var poll = 1

    @Flag(help: "Let phones speak WBXML (DEFAULTENCODING).")
    var wbxml = false

    @Flag(help: "Give phones and server MD5 credentials, and ask for them.")
    var md5 = false

    @Option(
        name: .customLong("oddity"),
        help: ArgumentHelp("Something that servers do wrong, once for each.", valueName: "name"))
    var oddities: [String] = []

    @Option(help: "What is logged on standard error: trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .warning

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port \(port): a port is 0 to 65535") }
        guard poll >= 1 else { throw ValidationError("--poll \(poll): give 1 or more") }
        for user in users where !user.contains(":") {
            throw ValidationError("--user \(user): write it as upn:password")
        }
    }

    func run() async throws {
        try await Failure.reported {
            let configuration = try configuration()
            let authority = try LabWork.translating { () throws(LabError) in
                try LabAuthority.keep(inFolder: folder, now: Int64(Date().timeIntervalSince1970))
            }
            let logger = AgentAtHand.logger("understudy.lab", logLevel)
            let server = LabServer(configuration: configuration, authority: authority, logger: logger) { port in
                announce(port)
            }
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [server], gracefulShutdownSignals: [.sigint, .sigterm], logger: logger))
            do {
                try await group.run()
            } catch {
                throw Failure(
                    outcome: .failed,
                    message: "the server cannot listen on \(host):\(port) (\(error)); try another --port")
            }
        }
    }

    private func configuration() throws -> LabConfiguration {
        var configuration = LabConfiguration(host: host, port: port, usesTLS: !http, authentication: policy)
        for user in users {
            let parts = user.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            configuration.users[String(parts[0])] = String(parts[1])
        }
        configuration.provisioning.encoding = wbxml ? .wbxml : .xml
        configuration.provisioning.poll = LabPoll(
            firstRetries: 0, firstInterval: poll, secondRetries: 1, secondInterval: poll, remainingRetries: 0,
            remainingInterval: 0)
        if md5 {
            configuration.management.clientScheme = .md5
            configuration.management.authenticatesItself = true
        }
        configuration.management.requiresClientCertificate = !http
        configuration.management.oddities = try LabWork.translating { () throws(LabError) in
            try LabOddities(names: oddities)
        }
        return configuration
    }

    private func announce(_ port: Int) {
        let base = "\(http ? "http" : "https")://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        let trust = http ? "--insecure-http" : "--ca-file \(folder)/\(LabAuthority.certificateFile)"
        let credential =
            switch policy {
            case .onPremise: "--password secret"
            case .federated: "--token a.b.c"
            case .certificate: "--certificate me.pem"
            }
        let user = users.first.map { String($0.prefix { $0 != ":" }) } ?? "adele@lab.example"
        Console.print("The lab's server listens on \(base). In another terminal:")
        Console.print(
            "  understudy enroll \(base)\(LabEnrollment.Path.discovery) --user \(user) \(credential) \(trust) --state phone"
        )
        Console.print("  understudy run --state phone")
        Console.print(
            "  understudy lab reset-passcode --url \(base) \(trust) --tenant \(PhoneProfile.lumia950.joined?.tenant ?? "GUID")"
        )
    }
}

extension LabConfiguration.EnrollmentAuthentication: ExpressibleByArgument {}
