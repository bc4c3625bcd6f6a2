import SyncML
import Notation

/// APPLICATION: the account of the server (w7 APPLICATION CSP; MS-MDE2 2.2.9.5; protocol.md 6.7).
extension ProvisioningRules {
    mutating func account(of document: ProvisioningDocument) throws(EnrollmentFailure) -> ProvisionedAccount {
        let applications = document.all("APPLICATION")
        guard let application = applications.first else {
            throw EnrollmentFailure(
                .badAccount, .provisioning,
                "The document has no APPLICATION, so nobody would manage the phone: add one.")
        }
        guard applications.count == 1 else {
            throw applications[1].failure(.badAccount, "The document has several APPLICATION: a phone has one server.")
        }
        guard application.value("APPID") == "w7" else {
            throw application.failure(
                .badAccount,
                "APPID is \(application.value("APPID") ?? "missing"): it has to be w7, in this case of letters.")
        }
        if let parm = application.parm("INIT") {
            note(.operatorParameter, "INIT is for mobile operators and is ignored: remove it.", at: parm.place)
        }
        // Inferred: the CSP calls it optional, but DMClient and the account in the tree are named by it.
        guard let providerID = application.value("PROVIDER-ID"), !providerID.isEmpty else {
            throw application.failure(.badAccount, "PROVIDER-ID is missing: name the server.")
        }
        var account = ProvisionedAccount(providerID: providerID, addresses: try addresses(of: application))
        account.name = application.value("NAME")
        account.napID = application.parms.first { $0.name == "TO-NAPID" }?.value
        account.backCompatRetryDisabled = application.parm("BACKCOMPATRETRYDISABLED") != nil
        account.usesHardwareDeviceID = application.parm("USEHWDEVID") != nil
        try readNumbers(of: application, into: &account)
        try readChoices(of: application, into: &account)
        try readCredentials(of: application, into: &account)
        return account
    }

    private func readNumbers(
        of application: Characteristic, into account: inout ProvisionedAccount
    ) throws(EnrollmentFailure) {
        let range = 0...Int(Int32.max)
        if let parm = application.parm("CONNRETRYFREQ") {
            account.connRetryFreq = try parm.number(in: range, .badAccount)
        }
        if let parm = application.parm("INITIALBACKOFFTIME") {
            account.initialBackOffTime = try parm.number(in: range, .badAccount)
        }
        if let parm = application.parm("MAXBACKOFFTIME") {
            account.maxBackOffTime = try parm.number(in: range, .badAccount)
        }
        guard let parm = application.parm("ROLE") else { return }
        let role = try parm.number(in: 0...Int(UInt32.max), .badAccount)
        // Inferred: roles are bits (8 operator, 32 enterprise), because a real server sends all of them.
        guard role & 32 != 0 else {
            throw parm.failure(.badAccount, "ROLE is \(role): an enterprise's server has the role 32.")
        }
        account.role = UInt32(role)
    }

    private func readChoices(
        of application: Characteristic, into account: inout ProvisionedAccount
    ) throws(EnrollmentFailure) {
        if let parm = application.parm("DEFAULTENCODING") {
            guard let encoding = MessageForm(mediaType: parm.value) else {
                throw parm.failure(
                    .badAccount,
                    "DEFAULTENCODING is \(parm.value ?? "empty"): use application/vnd.syncml.dm+xml or +wbxml.")
            }
            account.encoding = encoding
        }
        if let parm = application.parm("PROTOVER") {
            guard let version = MarkupVersion(rawValue: parm.value ?? "") else {
                throw parm.failure(.badAccount, "PROTOVER is \(parm.value ?? "empty"): use 1.1 or 1.2.")
            }
            account.protocolVersion = version
        }
        guard let parm = application.parm("SSLCLIENTCERTSEARCHCRITERIA"), let text = parm.value else { return }
        account.criteriaText = text
        do throws(SettingError) {
            account.criteria = try CertificateCriteria(text)
        } catch {
            throw parm.failure(.badAccount, error.message)
        }
    }

    /// Both blocks or none: without them the certificate alone counts (protocol.md 2.9). One alone is taken for what it is.
    private mutating func readCredentials(
        of application: Characteristic, into account: inout ProvisionedAccount
    ) throws(EnrollmentFailure) {
        let blocks = application.all("APPAUTH")
        guard !blocks.isEmpty else { return }
        for block in blocks {
            let credential = try credential(of: block)
            switch block.value("AAUTHLEVEL") {
            case "APPSRV": account.clientCredential = credential
            case "CLIENT":
                guard credential.scheme == .md5 else {
                    throw block.failure(.badAccount, "AAUTHTYPE is BASIC: a server shows itself by DIGEST only.")
                }
                account.serverCredential = credential
            case let level:
                throw block.failure(.badAccount, "AAUTHLEVEL is \(level ?? "missing"): use APPSRV or CLIENT.")
            }
        }
        guard account.clientCredential != nil, account.serverCredential != nil else {
            let missing = account.clientCredential == nil ? "APPSRV" : "CLIENT"
            return note(
                .oneCredential, "An APPAUTH of AAUTHLEVEL \(missing) is missing: give both blocks, or none.",
                at: application.place)
        }
    }

    /// Inferred: without AAUTHTYPE it is DIGEST, the one scheme that both levels know.
    private mutating func credential(of block: Characteristic) throws(EnrollmentFailure) -> ProvisionedCredential {
        let type = block.value("AAUTHTYPE")
        if type == nil {
            note(
                .missingCredentialType, "AAUTHTYPE is missing and taken for DIGEST: give BASIC or DIGEST.",
                at: block.place)
        }
        let scheme: AuthenticationScheme
        switch type ?? "DIGEST" {
        case "BASIC": scheme = .basic
        case "DIGEST": scheme = .md5
        case let other: throw block.failure(.badAccount, "AAUTHTYPE is \(other): use BASIC or DIGEST.")
        }
        guard let secret = block.value("AAUTHSECRET") else {
            throw block.failure(.badAccount, "AAUTHSECRET is missing: give one.")
        }
        return ProvisionedCredential(
            scheme: scheme, name: block.value("AAUTHNAME"), secret: secret, nonceText: block.value("AAUTHDATA"))
    }
}

/// ADDR, or APPADDR with its ports (w7 APPLICATION CSP).
extension ProvisioningRules {
    private func addresses(of application: Characteristic) throws(EnrollmentFailure) -> [String] {
        var texts: [(text: String, place: Characteristic)] = []
        if let text = application.value("ADDR"), !text.isEmpty { texts.append((text, application)) }
        for block in application.all("APPADDR") {
            guard let text = block.value("ADDR"), !text.isEmpty else {
                throw block.failure(.badAccount, "ADDR is missing: give the server's address.")
            }
            texts.append((try address(text, portOf: block), block))
        }
        guard !texts.isEmpty else {
            throw application.failure(.badAccount, "ADDR is missing: give the server's address, in capital letters.")
        }
        for (text, place) in texts {
            guard let address = WebAddress(text) else {
                throw place.failure(
                    .badAccount,
                    "ADDR is \(text), which is no address of the web: give one such as https://mdm.example.test/dm.")
            }
            guard address.isSecure || allowsInsecureHTTP else {
                throw place.failure(
                    .badAccount,
                    "ADDR is \(text): give an address that begins with https://, or --insecure-http for a test.")
            }
        }
        return texts.map(\.text)
    }

    /// Inferred: a name alone is that of a server for https, and PORTNBR counts where the address has no port of its
    /// own.
    private func address(_ text: String, portOf block: Characteristic) throws(EnrollmentFailure) -> String {
        let text = text.contains("://") ? text : "https://" + text
        guard let parm = block.all("PORT").first?.parm("PORTNBR"), let address = WebAddress(text), !address.hasPort
        else { return text }
        let port = try parm.number(in: 1...65_535, .badAccount)
        return "\(address.isSecure ? "https" : "http")://\(address.bracketedHost):\(port)\(address.rest)"
    }
}
