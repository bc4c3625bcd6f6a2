import ManagementTree
import Notation
import SCEP

/// What stands below `Install` when an enrolment is ordered (csp.md 12.1 and 12.3).
struct SCEPSettings {
    let order: SCEPOrder
    let retries: SCEPRetries
    /// The servers to ask where the first one cannot be.
    let otherServers: [String]

    /// - Parameter install: the node `Install`.
    /// - Throws: where a setting is missing or means nothing.
    init(at install: NodeURI, _ form: SCEPForm, in phone: Phone) throws(Refusal) {
        let nodes = SCEPNodes(install, form, in: phone)
        for name in form.needed { _ = try nodes.needed(name) }
        let (servers, usage, hashes) = (try nodes.servers, try nodes.usage, try nodes.hashes)
        order = SCEPOrder(
            serverURL: servers[0], authorityThumbprint: try nodes.thumbprint,
            subject: try nodes.needed("SubjectName"), challenge: nodes.text("Challenge"),
            keyBits: try nodes.bits, signs: usage & 0x80 != 0, enciphers: usage & 0x20 != 0,
            extendedUsages: nodes.text("EKUMapping").split(separator: "+").map { String($0).trimmed },
            alternativeNames: nodes.text("SubjectAlternativeNames"), templateName: nodes.text("TemplateName"),
            allowsSHA1: hashes.allowsSHA1, allowsSHA256: hashes.allowsSHA256)
        otherServers = Array(servers.dropFirst())
        retries = SCEPRetries(
            left: min(30, max(0, Int(nodes.text("RetryCount")) ?? 3)),
            minutes: max(1, Int64(nodes.text("RetryDelay")) ?? 5))
        try nodes.checkKeyProtection(of: order, in: phone)
        try nodes.checkDirectoryKey(in: phone)
        do {
            try order.check()
        } catch {
            throw Refusal(.failed, "\(install): \(error.message)")
        }
    }
}

/// How a CSP spells the nodes, and which of them it wants to see.
struct SCEPForm {
    let hashes: NodeName
    let authority: NodeName
    let needed: [NodeName]

    /// csp.md 12.3.
    static let certificateStore = SCEPForm(hashes: "HashAlgrithm", authority: "CAThumbPrint", needed: [])
    /// csp.md 12.1.
    static let clientCertificateInstall = SCEPForm(
        hashes: "HashAlgorithm", authority: "CAThumbprint", needed: ["Challenge", "EKUMapping", "KeyLength"])
}
