import Enrollment
import Lab

/// Where a lab's server is, for whoever starts phones: as lines for people, or as one JSON object.
///
/// The token is not in it, only where it stands: what a server says at its start ends in logs.
struct LabAnnouncement: Encodable {
    let kind = "listening"
    /// The server's own address.
    var url: String
    /// What phones are given to enrol.
    var discoveryURL: String
    /// What phones are given as --pin-reset-service.
    var pinResetService: String
    /// Where administrators see and do everything in a browser.
    var portal: String
    /// The id of the lab's directory.
    var tenant: String
    /// The pages on which an administrator consents to its applications; empty where that is done.
    var consent: [String]
    /// Who can; nil for the one whose password is the token.
    var administrator: String?
    var tokenFile: String
    /// Where the Graph-shaped API begins.
    var graph: String
    /// The application that may sign in to it.
    var clientID: String
    var clientSecretFile: String
    /// Whom phones must trust; nil without TLS.
    var certificateFile: String?
    /// How phones sign in.
    var authentication: String
    /// When its clock has begun; nil where it is the machine's.
    var clock: String?

    /// The commands that come next, each in full.
    /// - Parameters:
    ///   - isNamed: whether the user has a password of their own.
    ///   - isProxied: whether phones come by way of a proxy, whose certificate it is that they must trust.
    ///   - folder: the lab's; nil for the default one.
    func lines(user: String, isNamed: Bool, isProxied: Bool, folder: String?) -> [String] {
        let credential =
            switch AuthPolicy(rawValue: authentication) {
            case .federated: "--token a.b.c"
            case .certificate: "--certificate me.pem"
            // Where nobody is named any password will do; that of somebody who is named stands in no log.
            case .onPremise, nil: isNamed ? "--password-file FILE" : "--password secret"
            }
        let trust = certificateFile.map { "--ca-file \($0)" } ?? "--insecure-http"
        let options = (folder.map { " --folder \($0)" } ?? "") + (certificateFile == nil ? " --insecure-http" : "")
        return [
            "The lab's server listens on \(url). Its portal is \(portal), signed in \(person).\(clockLine) In another terminal:",
            "  understudy enroll \(discoveryURL) --user \(user) \(credential)\(isProxied ? "" : " \(trust)") --state phone",
            "  understudy run --state phone --pin-reset-service \(pinResetService)",
        ] + consentLines + [
            "  understudy lab reset-passcode --url \(url)\(options) --tenant \(tenant)",
            "Its API below \(url)/lab is for who sends: Authorization: Bearer TOKEN, with the token in \(tokenFile)",
            "Microsoft Graph's shape of it is at \(graph), for the same token, and for scripts that sign in at "
                + "\(url)/\(tenant) as the application \(clientID) with the secret in \(clientSecretFile)",
        ]
    }

    private var clockLine: String { clock.map { " By its clock it is \($0)." } ?? "" }

    /// Who signs in to its pages.
    private var person: String {
        administrator.map { "as \($0)" }
            ?? "as \(ConfiguredDirectory.administrator), whose password is the token in \(tokenFile)"
    }

    /// What comes before a reset, where the directory has not consented yet.
    private var consentLines: [String] {
        guard !consent.isEmpty else { return [] }
        return ["The PIN reset service gives tickets once both pages are accepted, signed in likewise:"]
            + consent.map { "  \($0)" } + ["Then:"]
    }

    /// What whoever starts the server should know where a phone need not show who it is.
    static let unproven =
        "without TLS and without --md5 nothing shows who a phone is: anybody who can reach the server can speak for any phone"
}
