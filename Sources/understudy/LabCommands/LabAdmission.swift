import ArgumentParser
import Enrollment
import Lab

/// The options of `lab serve` for who may enrol. On this machine alone that is anybody, unless somebody is named; where others
/// reach the lab it is who is known, unless somebody says otherwise.
struct LabAdmission: ParsableArguments {
    @Option(help: "How phones sign in: OnPremise, Federated or Certificate.")
    var policy: AuthPolicy = .onPremise

    @Option(
        name: .customLong("user"),
        help: ArgumentHelp(
            "Who may enrol, once for each, beside users of the directory who have a password there; on this machine alone "
                + "anybody else too if none is given.", valueName: "upn:password"))
    var users: [String] = []

    @Flag(help: "Let anybody enrol under any name, also where others reach the lab.")
    var openEnrollment = false

    func validate() throws {
        for user in users where !Self.isPerson(user) {
            throw ValidationError("--user \(user): write it as upn:password")
        }
        guard !openEnrollment || users.isEmpty else {
            throw ValidationError("--open-enrollment lets anybody enrol, and --user those who are named; give one")
        }
    }

    /// Looks at how phones sign in where others reach the lab: of tokens and foreign certificates none is verified.
    func check(_ place: LabListening) throws {
        guard let way = place.reachedBy, policy != .onPremise, !openEnrollment else { return }
        throw ValidationError(
            """
            --policy \(policy.rawValue) with \(way): tokens and certificates of others are not verified, so anybody \
            could enrol under any name. Leave --policy out, and name who may with --user; or say --open-enrollment, if anybody \
            may
            """)
    }

    /// Whether anybody may enrol who is not known.
    func isOpen(_ place: LabListening) -> Bool {
        openEnrollment || !place.isReachedByOthers && (users.isEmpty || policy != .onPremise)
    }

    func apply(to configuration: inout LabConfiguration, _ place: LabListening) {
        configuration.authentication = policy
        configuration.users = Self.passwords(users)
        configuration.takesAnybody = openEnrollment || !place.isReachedByOthers
    }

    /// Whether a text is `upn:password`, neither of them empty.
    static func isPerson(_ text: String) -> Bool {
        text.firstIndex(of: ":").map { $0 != text.startIndex && text.index(after: $0) != text.endIndex } ?? false
    }

    /// Names with their passwords, of `upn:password`.
    static func passwords(_ people: [String]) -> [String: String] {
        let pairs = people.map { $0.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) }
        return Dictionary(pairs.map { (String($0[0]), String($0[1])) }) { _, later in later }
    }

    /// Somebody who may, for an example.
    var someone: String { users.first.map { String($0.prefix { $0 != ":" }) } ?? "adele@lab.example" }

    /// What whoever starts the server should know before phones come; nil for nothing.
    func warning(_ place: LabListening) -> String? {
        guard !openEnrollment else { return "anybody may enrol under any name, as --open-enrollment says" }
        if isOpen(place), policy == .onPremise {
            return "anybody may enrol under any name; name who may with --user"
        }
        guard !isOpen(place), users.isEmpty else { return nil }
        return """
            others reach this server, so only users of the directory who have a password there may enrol; name more with --user, \
            or with lab user add --password-file
            """
    }
}

extension AuthPolicy: ExpressibleByArgument {}
