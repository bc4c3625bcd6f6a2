/// Where secrets stand: names of nodes, elements, parameters and fields, as data. What has a shape of its own, such as a
/// GUID or an address of mail, is found without it.
enum SecretTable {
    /// What a name says of its value; nil where it says nothing.
    /// - Parameter name: the last name of a node's address, an element's, a parameter's, a member's of JSON.
    static func kind(of name: some StringProtocol) -> SecretKind? {
        let name = name.lowercased()
        if let kind = names[name] { return kind }
        guard let (_, kind) = words.first(where: { name.contains($0.word) }) else { return nil }
        return rules.contains { name.contains($0) } ? nil : kind
    }

    /// Names that are those of a secret as a whole, in lower case.
    private static let names: [String: SecretKind] = [
        "newpinvalue": .pin, "pin": .pin, "simpin": .pin,
        "pwd": .password, "psk": .key, "l2tppsk": .key, "pidkey": .key,
        // The hardware as a whole, by which Windows Autopilot knows the device; it is base64 as keys are.
        "devicehardwaredata": .key, "authcookie": .token, "cookie": .token, "sig": .token, "code": .token,
        "assertion": .token, "login_hint": .name, "aauthdata": .token, "channeluri": .token, "cert": .certificate,
        "encodedcertificate": .certificate, "certificate": .certificate, "x509certificate": .certificate,
        "userdn": .name, "cn": .name, "ou": .name, "uid": .name, "emailaddress": .name, "email": .name, "o": .name,
        "upn": .name, "aauthname": .name, "authname": .name, "username": .name, "userprincipalname": .name,
        "user": .name, "accountname": .name, "entdevicename": .name, "devicename": .name, "localdevicename": .name,
        "dnscomputername": .name, "computername": .name, "ssid": .name, "companyname": .name,
        "registeredowner": .name, "registeredorganization": .name, "subjectname": .name, "domain": .name,
        "domainname": .name, "organization": .name, "organizationname": .name, "displayname": .name,
        "phonenumber": .identifier, "msisdn": .identifier, "helpphonenumber": .identifier,
        "devid": .identifier, "deviceid": .identifier, "hwdevid": .identifier, "aaddeviceid": .identifier,
        "uniquedeviceid": .identifier, "entdmid": .identifier, "exchangeid": .identifier, "mobileid": .identifier,
        "smbiosserialnumber": .identifier, "serialnumber": .identifier, "serial": .identifier, "imei": .identifier,
        "imsi": .identifier, "iccid": .identifier, "meid": .identifier, "mac": .network, "wlanmacaddress": .network,
        "macaddress": .network, "ipaddressv4": .network, "ipaddressv6": .network, "wlanipv4address": .network,
        "wlanipv6address": .network, "latitude": .identifier, "longitude": .identifier, "tenantid": .identifier,
        "tid": .identifier, "oid": .identifier,
    ]

    /// Words within a name, in lower case; the first that is there counts.
    private static let words: [(word: String, kind: SecretKind)] = [
        ("pfxcertblob", .key), ("pfxcertpassword", .password), ("password", .password), ("passwd", .password),
        ("passphrase", .password), ("passcode", .password), ("secret", .password), ("challenge", .password),
        ("privatekey", .key), ("keymaterial", .key), ("sharedkey", .key), ("productkey", .key), ("licensekey", .key),
        ("recoverykey", .key), ("encryptionkey", .key), ("securitytoken", .token), ("token", .token),
        ("nonce", .token), ("credential", .token), ("serialnumber", .identifier), ("macaddress", .network),
    ]

    /// Words of names that speak of a rule for secrets, and hold none. (What is a truth or a small number is no secret
    /// whatever its name, so these are few.)
    private static let rules = [
        "length", "size", "history", "expiration", "complexity", "characters", "attempts", "reveal",
        "tokentype",
    ]

    /// Nodes whose children are named by what identifies somebody; `*` is any name. The children's names are of this kind.
    static let children: [(parent: [String], kind: SecretKind)] = [
        (["devicestatus", "cellularidentities"], .identifier), (["devicestatus", "networkidentifiers"], .network),
        (["wifi", "profile"], .name), (["msft", "vpn"], .name), (["msft", "vpnv2"], .name),
        (["cm_cellularentries"], .name), (["cm_proxyentries"], .name), (["enterpriseapn"], .name),
        (["accounts", "users"], .name), (["activesync", "accounts"], .identifier), (["email2"], .identifier),
    ]

    /// Header fields that say nothing of anybody.
    static let plainFields: Set<String> = [
        "accept", "accept-charset", "accept-encoding", "accept-language", "accept-ranges", "age", "allow",
        "cache-control", "connection", "content-encoding", "content-length", "content-type", "date", "expect",
        "expires", "keep-alive", "last-modified", "pragma", "retry-after", "server", "soapaction",
        "strict-transport-security",
        "te", "trailer", "transfer-encoding", "upgrade", "user-agent", "vary", "x-aspnet-version", "x-powered-by",
        "x-content-type-options", "x-frame-options",
    ]

    /// Header fields whose value is looked into, as any text is.
    static let readableFields: Set<String> = [
        "host", "location", "origin", "referer", "client-request-id", "request-id", "x-ms-request-id", "ms-cv",
    ]

    /// Servers that belong to everybody: those of standards and of Microsoft that name no customer.
    static func isPublic(host: String) -> Bool {
        let host = host.lowercased()
        return publicHosts.contains(host)
            || publicDomains.contains { host == $0.dropFirst() || host.hasSuffix($0) }
    }

    private static let publicHosts: Set<String> = [
        "localhost", "login.live.com", "graph.windows.net", "enterpriseregistration.windows.net",
    ]

    private static let publicDomains = [
        ".microsoft.com", ".microsoftonline.com", ".windows.com", ".windowsupdate.com", ".w3.org", ".xmlsoap.org",
        ".oasis-open.org", ".openmobilealliance.org", ".example", ".test", ".invalid", ".localhost", ".example.com",
        ".example.net", ".example.org",
    ]

    /// GUIDs that name a product and not a customer, in lower case: the two applications of the PIN reset service.
    static let publicIdentifiers: Set<String> = [
        "b8456c59-1230-44c7-a4a2-99b085333e84", "9115dd05-fad5-4f9c-acc7-305d08b1b04e",
    ]

    /// Names that are words of the protocol or of everybody's; sought nowhere but at their own place.
    static let commonWords: Set<String> = [
        "admin", "administrator", "android", "default", "device", "guest", "local", "lumia", "microsoft", "mobile",
        "msft", "name", "none", "null", "owner", "phone", "policy", "profile", "public", "root", "server", "system",
        "test", "true", "false", "user", "users", "vendor", "windows", "windowsphone",
    ]
}
