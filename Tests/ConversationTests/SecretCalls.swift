import Testing

/// A call in the story by which secrets are searched: of every command at least one, in an order in which each has something to
/// tell. Words in braces stand for what is not known before: addresses and ports.
struct SecretCall: Sendable {
    /// What the call asks for, and may therefore tell.
    enum Asked: Sendable {
        case nothing
        case pin
        case secrets([String])
        /// The nonce of a session that failed, which its sentence names, because it is what people have to compare.
        case nonce
        /// The messages of a recording, as they are.
        case messages
    }

    /// The names of command and subcommand.
    var command: String
    var arguments: [String]
    /// The folder with the phone; nil for a command that needs none.
    var phone: String?
    var asked = Asked.nothing
    /// nil for any but that of a wrong call.
    var code: Int32? = 0
    /// Whether its result is a document already.
    var takesJSON = true
    /// Whether others build upon it, so that it is made at every level, though it does not log.
    var isNeeded = false

    init(
        _ command: String, _ arguments: [String] = [], phone: String? = nil, asked: Asked = .nothing, code: Int32? = 0,
        takesJSON: Bool = true, isNeeded: Bool = false
    ) {
        self.command = command
        self.arguments = arguments
        self.phone = phone
        self.asked = asked
        self.code = code
        self.takesJSON = takesJSON
        self.isNeeded = isNeeded
    }
}

extension SecretCall {
    static let password = "Tr0ub4dor-pass"
    static let pin = "27182818"
    static let wrongPIN = "31415926"
    static let proxyPassword = "hunter2-proxy"
    /// What the lab asks for at /scep, and what a server writes to the phone for its own.
    static let scepChallenge = "open-sesame-lab"
    static let writtenChallenge = "open-sesame-node"
    static let pfxPassword = "phone-secret"
    static let wrongPFXPassword = "not-the-password"
    static let documentSecret = "document-appauth-secret"

    static let scepNode = "./Device/Vendor/MSFT/ClientCertificateInstall/SCEP/Mail"
    static let pfxNode = "./Device/Vendor/MSFT/ClientCertificateInstall/PFXCertInstall/Wifi"

    /// `run` and `lab serve`, which last longer, are there for all others and not in here.
    static let story: [SecretCall] = [
        // Four digits would stand in longer texts by chance: all PINs are longer.
        SecretCall(
            "add",
            [
                "./Vendor/MSFT/PassportForWork/\(Phones.tenant)/Policies/PINComplexity/MinimumPINLength", "8",
                "--format",
                "int",
            ], phone: "phone", isNeeded: true),
        SecretCall("set-pin", ["--pin", pin], phone: "phone", isNeeded: true),
        SecretCall(
            "enroll", ["{discovery}", "--user", Phones.user, "--password", password, "--record", "messages"],
            phone: "phone"),
        SecretCall("lab queue", ["queue.xml"]),
        SecretCall("sync", ["--record", "messages"], phone: "phone"),
        SecretCall("lab reset-passcode", ["--tenant", Phones.tenant]),
        SecretCall("sync", ["--record", "messages"], phone: "phone"),
        SecretCall("lab devices", ["--phones"], asked: .pin),
        SecretCall("renew", ["--force", "--record", "messages"], phone: "phone"),
        SecretCall("status", phone: "phone"),
        SecretCall("unlock", ["--pin", wrongPIN], phone: "phone", code: nil),
        SecretCall("lock", phone: "phone"),
        SecretCall("tree", phone: "phone"),
        SecretCall("tree", ["./Vendor/MSFT/ClientCertificateInstall", "--all"], phone: "phone"),
        SecretCall("explain", ["\(scepNode)/Install/Challenge"], phone: "phone"),
        SecretCall("explain", ["\(pfxNode)/PFXCertPassword"], phone: "phone"),
        SecretCall("get", ["./Vendor/MSFT/DMClient?list=StructData"], phone: "phone"),
        SecretCall("get", ["\(scepNode)/Install/ServerURL"], phone: "phone"),
        SecretCall("get", ["\(scepNode)/Install/Challenge"], phone: "phone", asked: .secrets([writtenChallenge])),
        SecretCall("get", ["\(pfxNode)/PFXCertPassword"], phone: "phone", asked: .secrets([pfxPassword])),
        SecretCall("replace", ["\(scepNode)/Install/Challenge", writtenChallenge], phone: "phone"),
        SecretCall(
            "replace", ["\(scepNode)/Install/Challenge", writtenChallenge, "--format", "int"], phone: "phone",
            code: nil),
        SecretCall("add", ["\(pfxNode)/PFXCertPassword", pfxPassword], phone: "phone", code: 1),
        SecretCall("exec", ["./Vendor/MSFT/RemoteLock/LockAndResetPIN"], phone: "phone", asked: .pin),
        SecretCall("delete", [scepNode], phone: "phone"),
        SecretCall("apply", ["write.xml"], code: 1),
        SecretCall("apply", ["write.xml", "--explain"], code: 1, takesJSON: false),
        SecretCall("apply", ["write.xml", "--table"], code: 1),
        SecretCall("check", ["queue.xml", "write.xml"], code: nil),
        SecretCall("check", ["document.xml"], code: nil),
        SecretCall("replay", ["messages"], code: nil),
        SecretCall("replay", ["messages", "--all", "--format", "json"], code: nil, takesJSON: false),
        SecretCall("replay", ["messages", "--format", "junit"], code: nil, takesJSON: false),
        SecretCall("replay", ["messages", "--format", "html"], asked: .messages, code: nil, takesJSON: false),
        SecretCall("convert", ["messages", "--to", "pretty", "--redact"], takesJSON: false),
        SecretCall("convert", ["messages", "--to", "pretty"], asked: .messages, takesJSON: false),
        SecretCall("set-pin", ["--pin", pin], phone: "handed", isNeeded: true),
        SecretCall("enroll", wrongIdentity, phone: "handed", code: 65),
        SecretCall("enroll", identity, phone: "handed"),
        SecretCall("status", phone: "handed"),
        SecretCall("sync", phone: "handed", code: nil),
        SecretCall(
            "set-pin", ["--pin", pin, "--device", "lumia-950-not-joined"], phone: "own", isNeeded: true),
        SecretCall("enroll", byPassword("wrong.txt"), phone: "own", code: 77),
        SecretCall("enroll", byPassword("password.txt"), phone: "own"),
        SecretCall("sync", ["--proxy", "http://adele:\(proxyPassword)@127.0.0.1:1"], phone: "own", code: 69),
        SecretCall("unenroll", phone: "own"),
        SecretCall(
            "replay", ["messages", "--against", "{discovery}", "--yes", "--user", Phones.user, "--password", password],
            code: nil),
    ]

    /// When the phone's credential is not the server's any more.
    static let failure = SecretCall("sync", phone: "phone", asked: .nonce, code: 77)
    static let end = SecretCall("wipe", phone: "phone")

    private static let identity = [
        "--document", "document.xml", "--identity", "phone.pfx", "--identity-password-file", "pfx.txt", "--no-sync",
    ]
    private static func byPassword(_ file: String) -> [String] {
        ["{discovery}", "--user", Phones.user, "--password-file", file]
    }

    private static let wrongIdentity = identity.map { $0 == "pfx.txt" ? "wrong.txt" : $0 }
}
