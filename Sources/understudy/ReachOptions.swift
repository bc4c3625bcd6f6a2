import ArgumentParser
import Certificates
import Foundation
import Transport
import Wire

/// How a command reaches a server, whatever it says to it.
struct ReachOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Certificates of authorities to trust beside the system's and those that enrolment installed (PEM).",
            discussion: "A phone keeps them with its account; others that are given later take their place.",
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

    @Flag(help: "Allow http:// addresses on this machine; never anywhere else.")
    var insecureHTTP = false

    func validate() throws {
        if let timeout, !(1...86_400).contains(timeout) {
            throw ValidationError("--timeout \(timeout): give 1 to 86400 seconds")
        }
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
