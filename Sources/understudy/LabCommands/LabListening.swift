import ArgumentParser
import Lab
import Notation

/// The options of `lab serve` for where it listens and how it is reached: this machine alone, unless somebody says otherwise
/// and what goes over the network is encrypted.
struct LabListening: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where it listens: this machine alone, or an address of it, or 0.0.0.0 for all, by which others reach it; those "
                + "with TLS only, and with a password to enrol (--user) or to get a certificate by SCEP (--scep-challenge).",
            valueName: "address"))
    var listen = "127.0.0.1"

    @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "port"))
    var port = 8443

    @Flag(help: "Speak HTTP, without TLS: for phones with --insecure-http, or a proxy, on this machine.")
    var http = false

    @Option(
        name: .customLong("public-url"),
        help: ArgumentHelp(
            "The address by which phones reach it, where that is another, a name of this machine or a proxy before it: "
                + "https://host[:port]. The lab's certificate is good for that host too.",
            valueName: "url"))
    var publicURL: String?

    @Option(
        help: ArgumentHelp(
            "The header in which a proxy that ends TLS hands over a phone's certificate, such as X-SSL-Client-Cert.",
            valueName: "name"))
    var clientCertificateHeader: String?

    @Option(
        name: .customLong("proxy"),
        help: ArgumentHelp(
            "The address of a proxy that is believed in that header, once for each; one on this machine if none is given.",
            valueName: "address"))
    var proxies: [String] = []

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port \(port): a port is 0 to 65535") }
        // What has colons can only be an address of IPv6.
        let isAddress = if case .address = LabServerName(listen) { true } else { false }
        guard let own = WebAddress("http://\(WebAddress.bracketed(listen))"), own.rest.isEmpty,
            isAddress || !listen.contains(":")
        else {
            throw ValidationError(
                "--listen \(listen): write an address or a name of this machine, and the port as --port")
        }
        guard !http || own.isLoopback else {
            throw ValidationError(
                """
                --listen \(listen) with --http: anybody on the way could read passwords and passcodes, and speak for any phone. \
                Leave --http out: the lab has TLS by a certificate of its own authority, which phones are told to trust with \
                --ca-file. Or leave --listen out, and put a proxy on this machine that ends TLS (--public-url, \
                --client-certificate-header)
                """)
        }
        if let publicURL {
            guard let address = WebAddress(publicURL), ["", "/"].contains(address.rest) else {
                throw ValidationError("--public-url \(publicURL): write https://host or https://host:port")
            }
            guard address.isSecure || address.isLoopback else {
                throw ValidationError("--public-url \(publicURL): phones come by way of TLS; write https://")
            }
        }
        if let name = clientCertificateHeader, !LabConfiguration.isHeader(name) {
            throw ValidationError("--client-certificate-header \(name): that cannot be the name of a header")
        }
        guard proxies.isEmpty || clientCertificateHeader != nil else {
            throw ValidationError("--proxy says who is believed in --client-certificate-header; give that too")
        }
        for proxy in proxies {
            guard case .address = LabServerName(proxy) else {
                throw ValidationError("--proxy \(proxy): write an address, such as 192.0.2.7, and no name")
            }
        }
    }

    /// The option by which others than programs on this machine can come by, directly or by way of a proxy; nil where they
    /// cannot.
    var reachedBy: String? {
        let own = WebAddress("http://\(WebAddress.bracketed(listen))")
        guard own?.isLoopback == true else { return "--listen \(listen)" }
        if let publicURL, WebAddress(publicURL)?.isLoopback != true { return "--public-url \(publicURL)" }
        // A proxy that hands over certificates stands before others, whether it is said by which name they come or not.
        return clientCertificateHeader.map { "--client-certificate-header \($0)" }
    }

    /// Whether others than programs on this machine can come by.
    var isReachedByOthers: Bool { reachedBy != nil }

    /// Looks at whether phones that come by way of others show who they are.
    /// - Parameter isProven: whether they do in their messages.
    func check(isProven: Bool) throws {
        guard let reachedBy, !showsCertificates, !isProven else { return }
        throw ValidationError(
            """
            --http with \(reachedBy): behind a proxy that hands over no certificate anybody could speak for any phone. Name the \
            header in which the proxy hands over the one that a phone has shown (--client-certificate-header), or have phones \
            show credentials in their messages (--md5)
            """)
    }

    /// The address for phones, without an end of `/`; nil where it is the lab's own.
    var publicBase: String? { publicURL.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 } }

    /// Whether phones meet the certificate of a proxy, and not the lab's.
    var isProxied: Bool { publicURL != nil && (http || clientCertificateHeader != nil) }

    /// Whether it is shown who a phone is, by TLS here or at the proxy.
    var showsCertificates: Bool { !http || clientCertificateHeader != nil }

    func apply(to configuration: inout LabConfiguration) {
        configuration.host = listen
        configuration.port = port
        configuration.usesTLS = !http
        configuration.publicURL = publicBase
        configuration.certificateNames = [publicURL.flatMap { WebAddress($0)?.host }].compactMap { $0 }
        configuration.clientCertificateHeader = clientCertificateHeader
        if !proxies.isEmpty { configuration.proxies = Set(proxies) }
        configuration.management.requiresClientCertificate = showsCertificates
    }

    /// What others need, where they can come by many addresses and it is not known by which.
    var warning: String? {
        guard LabConfiguration.isAnyAddress(listen), publicURL == nil else { return nil }
        return "others do not know this server's certificate by any name of this machine; say by which they come: "
            + "--public-url https://NAME:\(port)"
    }
}
