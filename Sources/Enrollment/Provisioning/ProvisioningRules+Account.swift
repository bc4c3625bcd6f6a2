import SyncML
import Notation

/// APPLICATION: the account of the server (w7 APPLICATION CSP; MS-MDE2 2.2.9.5; protocol.md 6.7).
extension ProvisioningRules {
    /// What is to be said of a document without one.
    static let noAccount = EnrollmentFailure(
        .badAccount, .provisioning, "The document has no APPLICATION, so nobody would manage the phone: add one.")

    /// - Returns: the account as far as it is right; nil where there is none, or none with a name.
    mutating func account(of document: ProvisioningDocument) -> ProvisionedAccount? {
        let applications = document.all("APPLICATION")
        guard let application = applications.first else {
            failures.append(Self.noAccount)
            return nil
        }
        for other in applications.dropFirst() {
            refuse(other, "The document has several APPLICATION: a phone has one server.")
        }
        if application.value("APPID") != "w7" {
            refuse(
                application,
                "APPID is \(application.value("APPID") ?? "missing"): it has to be w7, in this case of letters.")
        }
        if let parm = application.parm("INIT") {
            note(.operatorParameter, "INIT is for mobile operators and is ignored: remove it.", at: parm.place)
        }
        // Inferred: the CSP calls it optional, but DMClient and the account in the tree are named by it.
        let providerID = application.value("PROVIDER-ID") ?? ""
        if providerID.isEmpty { refuse(application, "PROVIDER-ID is missing: name the server.") }
        var account = ProvisionedAccount(providerID: providerID, addresses: addresses(of: application))
        account.name = application.value("NAME")
        account.napID = application.parms.first { $0.name == "TO-NAPID" }?.value
        account.backCompatRetryDisabled = application.parm("BACKCOMPATRETRYDISABLED") != nil
        account.usesHardwareDeviceID = application.parm("USEHWDEVID") != nil
        readNumbers(of: application, into: &account)
        readChoices(of: application, into: &account)
        readCredentials(of: application, into: &account)
        return providerID.isEmpty ? nil : account
    }

    private mutating func refuse(_ part: Characteristic, _ message: String) {
        failures.append(part.failure(.badAccount, message))
    }

    private mutating func refuse(_ parm: Characteristic.Parm, _ message: String) {
        failures.append(parm.failure(.badAccount, message))
    }

    private mutating func readNumbers(of application: Characteristic, into account: inout ProvisionedAccount) {
        let range = 0...Int(Int32.max)
        account.connRetryFreq = number("CONNRETRYFREQ", of: application, in: range) ?? account.connRetryFreq
        account.initialBackOffTime =
            number("INITIALBACKOFFTIME", of: application, in: range) ?? account.initialBackOffTime
        account.maxBackOffTime = number("MAXBACKOFFTIME", of: application, in: range) ?? account.maxBackOffTime
        guard let parm = application.parm("ROLE"),
            let role = number("ROLE", of: application, in: 0...Int(UInt32.max))
        else { return }
        // Inferred: roles are bits (8 operator, 32 enterprise), because a real server sends all of them.
        guard role & 32 != 0 else { return refuse(parm, "ROLE is \(role): an enterprise's server has the role 32.") }
        account.role = UInt32(role)
    }

    /// - Returns: nil where it is not there, or is none, which is kept.
    private mutating func number(
        _ name: String, of application: Characteristic, in range: ClosedRange<Int>
    ) -> Int? {
        guard let parm = application.parm(name) else { return nil }
        return judge { _ throws(EnrollmentFailure) in try parm.number(in: range, .badAccount) }
    }

    private mutating func readChoices(of application: Characteristic, into account: inout ProvisionedAccount) {
        if let parm = application.parm("DEFAULTENCODING") {
            if let encoding = MessageForm(mediaType: parm.value) {
                account.encoding = encoding
            } else {
                refuse(
                    parm, "DEFAULTENCODING is \(parm.value ?? "empty"): use application/vnd.syncml.dm+xml or +wbxml.")
            }
        }
        if let parm = application.parm("PROTOVER") {
            if let version = MarkupVersion(rawValue: parm.value ?? "") {
                account.protocolVersion = version
            } else {
                refuse(parm, "PROTOVER is \(parm.value ?? "empty"): use 1.1 or 1.2.")
            }
        }
        guard let parm = application.parm("SSLCLIENTCERTSEARCHCRITERIA"), let text = parm.value else { return }
        account.criteriaText = text
        do throws(SettingError) {
            account.criteria = try CertificateCriteria(text)
        } catch {
            refuse(parm, error.message)
        }
    }

    /// Both blocks or none: without them the certificate alone counts (protocol.md 2.9). One alone is taken for what it is.
    private mutating func readCredentials(of application: Characteristic, into account: inout ProvisionedAccount) {
        let blocks = application.all("APPAUTH")
        let refused = failures.count
        for block in blocks {
            let credential = credential(of: block)
            switch block.value("AAUTHLEVEL") {
            case "APPSRV": account.clientCredential = credential
            case "CLIENT":
                account.serverCredential = credential
                if let credential, credential.scheme != .md5 {
                    refuse(block, "AAUTHTYPE is BASIC: a server shows itself by DIGEST only.")
                }
            case let level: refuse(block, "AAUTHLEVEL is \(level ?? "missing"): use APPSRV or CLIENT.")
            }
        }
        // Where one is wrong, the other is not missing.
        guard !blocks.isEmpty, failures.count == refused else { return }
        guard account.clientCredential != nil, account.serverCredential != nil else {
            let missing = account.clientCredential == nil ? "APPSRV" : "CLIENT"
            return note(
                .oneCredential, "An APPAUTH of AAUTHLEVEL \(missing) is missing: give both blocks, or none.",
                at: application.place)
        }
    }

    /// Inferred: without AAUTHTYPE it is DIGEST, the one scheme that both levels know.
    private mutating func credential(of block: Characteristic) -> ProvisionedCredential? {
        let type = block.value("AAUTHTYPE")
        if type == nil {
            note(
                .missingCredentialType, "AAUTHTYPE is missing and taken for DIGEST: give BASIC or DIGEST.",
                at: block.place)
        }
        let schemes: [String: AuthenticationScheme] = ["BASIC": .basic, "DIGEST": .md5]
        let name = type ?? "DIGEST"
        if schemes[name] == nil { refuse(block, "AAUTHTYPE is \(name): use BASIC or DIGEST.") }
        if block.value("AAUTHSECRET") == nil { refuse(block, "AAUTHSECRET is missing: give one.") }
        guard let scheme = schemes[name], let secret = block.value("AAUTHSECRET") else { return nil }
        return ProvisionedCredential(
            scheme: scheme, name: block.value("AAUTHNAME"), secret: secret, nonceText: block.value("AAUTHDATA"))
    }
}

/// ADDR, or APPADDR with its ports (w7 APPLICATION CSP).
extension ProvisioningRules {
    private mutating func addresses(of application: Characteristic) -> [String] {
        let refused = failures.count
        var texts: [(text: String, place: Characteristic)] = []
        if let text = application.value("ADDR"), !text.isEmpty { texts.append((text, application)) }
        for block in application.all("APPADDR") {
            guard let text = block.value("ADDR"), !text.isEmpty else {
                refuse(block, "ADDR is missing: give the server's address.")
                continue
            }
            let address = judge { rules throws(EnrollmentFailure) in try rules.address(text, portOf: block) }
            if let address { texts.append((address, block)) }
        }
        if texts.isEmpty, failures.count == refused {
            refuse(application, "ADDR is missing: give the server's address, in capital letters.")
        }
        for (text, place) in texts {
            if let address = WebAddress(text) {
                guard !address.isSecure, !allowsInsecureHTTP else { continue }
                refuse(
                    place,
                    "ADDR is \(text): give an address that begins with https://, or --insecure-http for a test.")
            } else {
                refuse(
                    place,
                    "ADDR is \(text), which is no address of the web: give one such as https://mdm.example.test/dm.")
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
