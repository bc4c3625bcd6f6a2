package import PINReset

/// What directories have consented to, and who did it: all that the PIN reset service knows of anybody.
package actor LabConsents {
    /// One consent to one application.
    package struct Consent: Equatable, Sendable {
        /// The directory's id: a GUID in lower case.
        package var tenant: String
        package var application: PINResetApplication
        /// The administrator; nil where the lab was set up so.
        package var administrator: String?
        /// Seconds since 1970.
        package var time: Int64
    }

    /// In the order in which they were given.
    package private(set) var consents: [Consent] = []
    private let known: String
    private var brake = SignInBrake()

    /// - Parameters:
    ///   - tenant: the directory that the lab has.
    ///   - consented: what it has consented to from the start.
    init(tenant: String, consented: Set<PINResetApplication>, time: Int64) {
        known = PINResetTenant.normalized(tenant)
        for application in PINResetApplication.allCases where consented.contains(application) {
            consents.append(Consent(tenant: known, application: application, time: time))
        }
    }

    /// Notes a consent; one that is there already stays as it is.
    package func accept(_ application: PINResetApplication, by person: LabPerson, time: Int64) {
        let tenant = PINResetTenant.normalized(person.tenant)
        guard !consents.contains(where: { $0.tenant == tenant && $0.application == application }) else { return }
        consents.append(
            Consent(tenant: tenant, application: application, administrator: person.name, time: time))
    }

    /// The directories with what they have consented to, as the PIN reset service wants to know it.
    package var tenants: [PINResetTenant] {
        let given = Dictionary(grouping: consents, by: \.tenant).mapValues { Set($0.map(\.application)) }
        return Set(given.keys).union([known]).sorted()
            .map { PINResetTenant(id: $0, consentedApplications: given[$0] ?? []) }
    }

    /// Whether somebody may try a password now.
    func maySignIn(now: Int64) -> Bool { brake.mayTry(now: now) }

    func countFailedSignIn(now: Int64) { brake.countFailure(now: now) }
}

/// Slows down who tries passwords: so many wrong ones in a minute, whoever's they are, and nobody may try for its rest.
struct SignInBrake: Equatable, Sendable {
    static let most = 20
    static let window: Int64 = 60

    private var failures: [Int64] = []

    func mayTry(now: Int64) -> Bool { failures.count { $0 > now - Self.window } < Self.most }

    mutating func countFailure(now: Int64) {
        failures = failures.filter { $0 > now - Self.window }.suffix(Self.most - 1) + [now]
    }
}
