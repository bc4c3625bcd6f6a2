import ManagementTree
import Notation
import SimulatedPhone
import SyncML
import Testing

/// DMAcc: the account of the enrolment as OMA-DM shows it (Microsoft, *DMAcc CSP*; csp.md 10.2).
@Suite("DMAcc")
struct DMAccTests {
    /// The SHA-256 of `Lab`.
    private static let name = "EFDCF466B553A06853A1B667CAAFEDE9DB058C7C53763110520CCECD3F1E8F3B"

    private static func phone(_ change: (inout ManagementAccount) -> Void = { _ in }) throws -> Phone {
        var phone = try Phone.enrolledSample()
        var account = ManagementAccount.sample()
        account.name = "Contoso"
        account.addresses = ["https://mdm.example.test:8443/omadm?a=1", "https://second.example.test/"]
        change(&account)
        phone.enrolled?.account = account
        return phone
    }

    private static func uri(_ below: String) throws -> NodeURI {
        try NodeURI(parsing: "./SyncML/DMAcc/\(name)" + (below.isEmpty ? "" : "/\(below)"))
    }

    @Test("The account has the digest of its provider id as its name; without enrolment there is none")
    func accountName() throws {
        var phone = try Self.phone()
        let top = try NodeURI(parsing: "./SyncML/DMAcc")
        #expect(try phone.text(at: top) == Self.name)
        var alone = try Phone.sample()
        #expect(try alone.text(at: top) == "")
    }

    static let values: [(String, String)] = [
        ("AppID", "w7"), ("ServerID", "Lab"), ("Name", "Contoso"),
        ("AppAddr", "1"), ("AppAddr/1", "Addr/AddrType/Port"),
        ("AppAddr/1/Addr", "https://mdm.example.test:8443/omadm?a=1"), ("AppAddr/1/AddrType", "URI"),
        ("AppAddr/1/Port/1/PortNbr", "8443"), ("AAuthPref", "DIGEST"), ("AppAuth", "CLCRED/SRVCRED"),
        ("AppAuth/CLCRED/AAuthLevel", "CLCRED"), ("AppAuth/CLCRED/AAuthType", "DIGEST"),
        ("AppAuth/CLCRED/AAuthName", "phone"), ("AppAuth/SRVCRED/AAuthType", "DIGEST"),
        ("AppAuth/SRVCRED/AAuthName", "Lab"), ("Ext/Microsoft/Role", "32"), ("Ext/Microsoft/ProtoVer", "1.2"),
        ("Ext/Microsoft/DefaultEncoding", "application/vnd.syncml.dm+xml"), ("Ext/Microsoft/UseHwDevID", "false"),
        ("Ext/Microsoft/ConnRetryFreq", "3"), ("Ext/Microsoft/InitialBackOffTime", "16000"),
        ("Ext/Microsoft/MaxBackOffTime", "86400000"), ("Ext/Microsoft/BackCompatRetryDisabled", "false"),
        ("Ext/Microsoft/UseNonceResync", "false"),
        ("Ext/Microsoft/SSLCLIENTCERTSEARCHCRITERIA", "Subject=CN%3DTester&Stores=My%5CUser"),
    ]

    private static func whole() throws -> Phone {
        try phone { account in
            account.clientCredential = AccountCredential(scheme: .md5, name: "phone", secret: "s")
            account.serverCredential = AccountCredential(scheme: .md5, name: "Lab", secret: "t")
            account.certificateCriteria = ["Subject=CN%3DTester&Stores=My%5CUser"]
        }
    }

    @Test("Each leaf shows the account as it is", arguments: values)
    func read(_ place: String, _ value: String) throws {
        var phone = try Self.whole()
        let before = phone
        #expect(try phone.text(at: Self.uri(place)) == value)
        #expect(phone == before)
    }

    @Test("Secrets and nonces are never read, and what the account has not is not there")
    func hidden() throws {
        var phone = try Self.whole()
        for leaf in ["AAuthSecret", "AAuthData"] {
            let refusal = #expect(throws: Refusal.self) {
                try phone.get(Self.uri("AppAuth/CLCRED/\(leaf)"), .sample)
            }
            #expect(refusal?.situation == .accessDenied)
        }
        phone = try Self.phone()
        for place in ["AppAuth", "AAuthPref", "PrefConRef", "Ext/Microsoft/CRLCheck", "AppAddr/2"] {
            let refusal = #expect(throws: Refusal.self) { try phone.get(Self.uri(place), .sample) }
            #expect(refusal?.situation == .missing, "\(place)")
        }
    }

    /// A leaf, what a server writes, and what of the account shows it.
    static let changes: [(String, String, @Sendable (ManagementAccount) -> String?)] = [
        ("Name", "Fabrikam", { $0.name }),
        ("AppAddr/1/Addr", "https://new.example.test/dm", { $0.addresses.joined(separator: " ") }),
        ("AppAddr/1/Port/1/PortNbr", "444", { $0.addresses.first }),
        ("AAuthPref", "BASIC", { $0.clientCredential?.scheme.rawValue }),
        ("AppAuth/CLCRED/AAuthType", "BASIC", { $0.clientCredential?.scheme.rawValue }),
        ("AppAuth/CLCRED/AAuthName", "other", { $0.clientCredential?.name }),
        ("AppAuth/CLCRED/AAuthSecret", "new", { $0.clientCredential?.secret }),
        ("AppAuth/SRVCRED/AAuthData", "AAEC", { $0.serverCredential?.nonce }),
        ("Ext/Microsoft/ProtoVer", "1.1", { $0.version.rawValue }),
        ("Ext/Microsoft/DefaultEncoding", "application/vnd.syncml.dm+wbxml", { $0.encoding.mediaType }),
        ("Ext/Microsoft/UseHwDevID", "true", { "\($0.usesHardwareDeviceID)" }),
        ("Ext/Microsoft/ConnRetryFreq", "6", { "\($0.retry.count)" }),
        ("Ext/Microsoft/InitialBackOffTime", "30000", { "\($0.retry.initialBackOff)" }),
        ("Ext/Microsoft/MaxBackOffTime", "120000", { "\($0.retry.maximumBackOff)" }),
        ("Ext/Microsoft/BackCompatRetryDisabled", "true", { "\($0.backCompatRetryDisabled)" }),
        ("Ext/Microsoft/SSLCLIENTCERTSEARCHCRITERIA", "Stores=My%5CUser", { $0.certificateCriteria.first }),
    ]

    private static let results = [
        "AppAddr/1/Addr": "https://new.example.test/dm https://second.example.test/",
        "AppAddr/1/Port/1/PortNbr": "https://mdm.example.test:444/omadm?a=1", "AAuthPref": "syncml:auth-basic",
        "AppAuth/CLCRED/AAuthType": "syncml:auth-basic",
    ]

    @Test("What a server writes changes the account, and stands nowhere else", arguments: changes.indices)
    func write(_ row: Int) throws {
        let (place, value, shown) = Self.changes[row]
        var phone = try Self.whole()
        let tree = phone.tree
        let uri = try Self.uri(place)
        #expect(try phone.replace(uri, IncomingValue(text: value), .sample) == .done)
        let account = try #require(phone.enrolled?.account)
        #expect(shown(account) == Self.results[place] ?? value)
        if !place.hasPrefix("AppAddr") { #expect(phone.tree == tree) }
        guard try phone.locate(uri).description.access.contains(.get) else { return }
        #expect(try phone.text(at: uri) == value)
    }

    @Test("A new address is that of DMClient too")
    func mirrored() throws {
        var phone = try Self.phone()
        let address = "https://new.example.test/dm"
        _ = try phone.replace(Self.uri("AppAddr/1/Addr"), IncomingValue(text: address), .sample)
        #expect(try phone.text(at: Phone.provider("ManagementServiceAddress")) == address)
        _ = try phone.replace(
            Phone.provider("ManagementServiceAddress"), IncomingValue(text: "https://third.example.test"), .sample)
        #expect(try phone.text(at: Self.uri("AppAddr/1/Addr")) == "https://third.example.test")
        #expect(try phone.text(at: Self.uri("AppAddr/1/Port/1/PortNbr")) == "443")
    }

    @Test(
        "What does not fit the account is refused, and nothing changes",
        arguments: [
            ("AppID", "w4"), ("ServerID", "lab"), ("AppAddr/1/Addr", "nowhere"), ("AppAddr/1/AddrType", "E.164"),
            ("AppAddr/1/Port/1/PortNbr", "0"), ("AppAddr/1/Port/1/PortNbr", "65536"),
            ("AppAuth/SRVCRED/AAuthType", "BASIC"), ("AppAuth/CLCRED/AAuthLevel", "SRVCRED"),
            ("Ext/Microsoft/ProtoVer", "1.3"), ("Ext/Microsoft/DefaultEncoding", "text/xml"),
            ("Ext/Microsoft/ConnRetryFreq", "-1"),
        ])
    func refused(_ place: String, _ value: String) throws {
        var phone = try Self.whole()
        let before = phone
        let uri = try Self.uri(place)
        let refusal = #expect(throws: Refusal.self) { try phone.replace(uri, IncomingValue(text: value), .sample) }
        #expect(refusal?.situation == .valueRefused && phone == before)
    }

    @Test("Replace makes no node, Add does: a credential comes with its first leaf")
    func added() throws {
        var phone = try Self.phone()
        let uri = try Self.uri("AppAuth/CLCRED/AAuthName")
        let refusal = #expect(throws: Refusal.self) { try phone.replace(uri, IncomingValue(text: "x"), .sample) }
        #expect(refusal?.situation == .missing)
        #expect(try phone.add(uri, IncomingValue(text: "x"), .sample) == .done)
        #expect(phone.enrolled?.account.clientCredential?.name == "x")
        let secret = try Self.uri("AppAuth/CLCRED/AAuthSecret")
        #expect(try phone.replace(secret, IncomingValue(text: "y"), .sample) == .done)
        #expect(try phone.text(at: Self.uri("AppAuth")) == "CLCRED")
        let check = try Self.uri("Ext/Microsoft/CRLCheck")
        #expect(try phone.add(check, IncomingValue(text: "true"), .sample) == .done)
        #expect(try phone.text(at: check) == "true")
        for other in ["AppAuth/Other/AAuthName", "AppAddr/2/Addr"] {
            let uri = try Self.uri(other)
            #expect(throws: Refusal.self) { try phone.add(uri, IncomingValue(text: "x"), .sample) }
        }
    }

    @Test("InitiateSession has a session follow")
    func session() throws {
        var phone = try Self.phone()
        let uri = try Self.uri("Ext/Microsoft/InitiateSession")
        #expect(try phone.add(uri, IncomingValue(format: "null"), .sample) == .done)
        #expect(phone.outbox.wantsSession)
        phone.outbox.wantsSession = false
        _ = try phone.replace(uri, IncomingValue(format: "null"), .sample)
        #expect(phone.outbox.wantsSession)
    }

    @Test("A server may give its account another name, and may not delete it")
    func renamed() throws {
        var phone = try Self.phone()
        _ = try phone.add(
            Self.uri("Ext/Microsoft/CRLCheck"), IncomingValue(text: "true"), .sample)
        let old = try Self.uri("")
        #expect(
            try phone.replace(NodeURI(parsing: "\(old)?prop=Name"), IncomingValue(text: "Mine"), .sample) == .done)
        #expect(try phone.text(at: NodeURI(parsing: "./SyncML/DMAcc/Mine/ServerID")) == "Lab")
        #expect(try phone.text(at: NodeURI(parsing: "./SyncML/DMAcc/Mine/Ext/Microsoft/CRLCheck")) == "true")
        #expect(throws: Refusal.self) { try phone.get(old, .sample) }
        let refusal = #expect(throws: Refusal.self) {
            try phone.delete(NodeURI(parsing: "./SyncML/DMAcc/Mine"), .sample)
        }
        #expect(refusal?.situation == .notAllowedNow)
        phone.unenroll(now: PhoneEnvironment.sample.now)
        phone.enroll(Enrolled(account: .sample(), since: PhoneEnvironment.sample.now))
        #expect(throws: Refusal.self) { try phone.get(NodeURI(parsing: "./SyncML/DMAcc/Mine"), .sample) }
    }

    @Test("A further account is kept, is noted to have no effect, and may be deleted")
    func otherAccount() throws {
        var phone = try Self.phone()
        let account = phone.enrolled?.account
        let uri = try NodeURI(parsing: "./SyncML/DMAcc/Other/AppAddr/1/Addr")
        #expect(try phone.add(uri, IncomingValue(text: "https://x.example"), .sample) == .done)
        #expect(try phone.text(at: uri) == "https://x.example")
        #expect(phone.enrolled?.account == account)
        #expect(try phone.notes(on: phone.locate(uri).address).map(\.rank) == [.effect])
        #expect(try phone.delete(NodeURI(parsing: "./SyncML/DMAcc/Other"), .sample) == .done)
    }
}
