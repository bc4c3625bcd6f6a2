import Checking
import ManagementTree
import Notation
import PINReset
import SimulatedPhone

/// Checkers for tests: the default phone, and others.
enum Bench {
    static let environment = PhoneEnvironment(now: Instant(seconds: 1_493_114_400))

    static func checker(
        _ profile: PhoneProfile = .lumia950, adding files: [Mount] = [],
        ignoring suppressions: Suppressions = Suppressions(),
        foreign: @escaping ([UInt8]) -> String? = { _ in nil }
    ) throws -> Checker {
        let blueprint = try Blueprint(profile: profile, files: files)
        return Checker(
            phone: Phone(fresh: blueprint, seed: 1, now: environment.now), environment,
            service: GrantingPINResetService(), suppressions: suppressions, foreign: foreign)
    }

    /// A checker with the phone that a rule's payloads are for.
    static func checker(for stage: Rule.Stage) throws -> Checker {
        var profile = PhoneProfile.lumia950
        switch stage {
        case .notJoined: profile.joined = nil
        case .withoutPIN: profile.hasPIN = false
        case .desktop: profile = desktop
        case .usual, .enrolled: break
        }
        var phone = Phone(fresh: try Blueprint(profile: profile), seed: 1, now: environment.now)
        if stage == .enrolled { phone.enroll(Enrolled(account: account, since: environment.now)) }
        return Checker(phone: phone, environment, service: GrantingPINResetService())
    }

    private static let account = ManagementAccount(
        providerID: "Example", name: "Example", addresses: ["https://mdm.example.test/"], user: "adele@example.test",
        enrollmentType: .full, discoveryURL: "https://mdm.example.test/EnrollmentServer/Discovery.svc")

    /// The default phone, joined to no directory.
    static var unjoined: PhoneProfile {
        var profile = PhoneProfile.lumia950
        profile.joined = nil
        return profile
    }

    /// A desktop of the Enterprise edition.
    static var desktop: PhoneProfile {
        var profile = PhoneProfile.lumia950
        profile.platform = .desktop
        profile.edition = 0x04
        return profile
    }

    static func check(_ text: String, _ profile: PhoneProfile = .lumia950) throws -> FileReport {
        try checker(profile).check(Array(text.utf8), file: "payload.xml")
    }
}

extension FileReport {
    /// The ids of the rules that have found something, each once, in the order of their findings.
    var rules: [String] {
        findings.map(\.rule.id).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
