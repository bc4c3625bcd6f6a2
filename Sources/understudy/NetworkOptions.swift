import Agent
public import ArgumentParser
import Captures
import Certificates
import Foundation
public import Logging
import Transport
import Wire

/// The options of commands that talk to a server.
struct NetworkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Certificates of authorities to trust beside the system's and those that enrolment installed (PEM).",
            discussion: "They are kept with the account; others that are given later take their place.",
            valueName: "file"))
    var caFile: String?

    @Option(
        help: ArgumentHelp(
            "A proxy for all requests, http://host:port or http://name:password@host:port.",
            discussion: """
                If not given, the environment counts: HTTPS_PROXY, HTTP_PROXY and NO_PROXY, in lower case too; not for \
                servers on this machine.
                """,
            valueName: "url"))
    var proxy: String?

    @Option(
        help: ArgumentHelp(
            "How long a connection, and how long an answer, may take: 10 and 60 if not given.", valueName: "seconds"))
    var timeout: Int?

    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Hash nonces as the text they come as, for servers that do so; kept with the account."))
    var undecodedNonce: Bool?

    @Flag(help: "Allow http:// addresses on this machine; never anywhere else.")
    var insecureHTTP = false

    @Option(
        help: ArgumentHelp(
            "How often a lost connection is tried again; what the account says if not given.", valueName: "number"))
    var retries: Int?

    @Flag(help: "End with exit code 76 where the server breaks the protocol in a way that phones bear.")
    var strict = false

    @Option(
        help: ArgumentHelp(
            "Keep every message in this folder, unchanged and with its headers; it then holds secrets.",
            discussion: "Beside them stands what `replay` needs to have the same answers again: the phone among it.",
            valueName: "folder"))
    var record: String?

    @Option(help: "What is logged on standard error: trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .warning

    func validate() throws {
        if let timeout, !(1...86_400).contains(timeout) {
            throw ValidationError("--timeout \(timeout): give 1 to 86400 seconds")
        }
        if let retries, retries < 0 { throw ValidationError("--retries \(retries): give 0 or more") }
    }

    /// The way to servers. Somebody has to shut it down.
    /// - Parameter allowingHTTP: whether addresses of this machine without TLS are fine anyhow.
    func exchange(allowingHTTP: Bool = false) throws -> HTTPExchange {
        let configuration = try transport(allowingHTTP: allowingHTTP)
        do {
            return try HTTPExchange(configuration)
        } catch {
            throw Failure.data("--ca-file \(caFile ?? ""): \(error)")
        }
    }

    /// How servers are reached, and whom the phone trusts.
    func transport(allowingHTTP: Bool = false) throws -> TransportConfiguration {
        var configuration = TransportConfiguration(
            trustRoots: try authorities() ?? [], allowsInsecureHTTP: insecureHTTP || allowingHTTP)
        configuration.proxies = try proxies()
        if let timeout {
            configuration.connectTimeout = .seconds(timeout)
            configuration.responseTimeout = .seconds(timeout)
        }
        return configuration
    }

    /// The certificates of --ca-file, DER; nil where it is not given.
    func authorities() throws -> [[UInt8]]? { try caFile.map(Self.certificates) }

    /// Keeps with the phone what has to be said once only.
    func keep(with agent: DeviceAgent) async throws {
        try await agent.adopt(authorities: try authorities(), usesNonceUndecoded: undecodedNonce)
    }

    private func proxies() throws -> ProxyRules {
        do {
            guard let proxy else { return try ProxyRules(environment: ProcessInfo.processInfo.environment) }
            var rules = ProxyRules()
            rules.always = try Proxy(proxy)
            return rules
        } catch {
            throw Failure.usage("\(proxy == nil ? "HTTPS_PROXY or HTTP_PROXY" : "--proxy"): \(error.message)")
        }
    }

    /// Who writes a recording; nil where none is wanted.
    /// - Parameter run: what is to be known of it.
    func recorder(_ run: RecordingDescription.Run) throws -> Recorder? {
        guard let record else { return nil }
        do {
            let recorder = try Recorder(record, run)
            if let note = recorder.note { Console.error("understudy: \(note)") }
            return recorder
        } catch {
            throw Failure.usage("--record \(record): \(error.message)")
        }
    }

    /// The certificates of a PEM file, DER.
    private static func certificates(in file: String) throws -> [[UInt8]] {
        let text = try InputFile.text(of: file, option: "--ca-file")
        let certificates: [ParsedCertificate]
        do {
            certificates = try ParsedCertificate.all(pem: text)
        } catch {
            throw Failure.data("--ca-file \(file): \(error)")
        }
        guard !certificates.isEmpty else {
            throw Failure.data("--ca-file \(file): there is no BEGIN CERTIFICATE in it; give the authority's PEM file")
        }
        return certificates.map(\.der)
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
