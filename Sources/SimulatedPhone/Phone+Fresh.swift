import ManagementTree
package import Notation

extension Phone {
    /// A phone as a person has it in hand after setting it up: unlocked, with a PIN and a Hello container; joined where
    /// the profile says so.
    ///
    /// - Parameters:
    ///   - seed: PINs and ids follow from it and the profile; the same seed gives the same phone.
    ///   - tenant: another directory than the profile's; a phone that is not joined becomes joined.
    package init(fresh blueprint: Blueprint, seed: UInt64, tenant: String? = nil, now: Instant) {
        self.init(blank: blueprint, seed: seed, now: now)
        join = blueprint.profile.joined
        if let tenant {
            join = AzureADJoin(
                tenant: tenant, user: join?.user ?? "user@\(tenant)",
                consentedApplications: join?.consentedApplications)
        }
        setUp(now: now)
    }

    /// A phone out of its box: no PIN, no keys, not joined, nobody signed in.
    init(blank blueprint: Blueprint, seed: UInt64, now: Instant) {
        self.blueprint = blueprint.ingesting([])
        var random = SeededGenerator(seed: seed)
        deviceID = "urn:uuid:" + random.uuid().uppercased()
        self.random = random
        join = nil
        loginStatus = .user
        tree = Tree()
        lockScreen = LockScreen(now: now)
        hello = HelloContainer()
        newPIN = nil
        effects = []
        enrolled = nil
    }

    /// The steps of a person at a new phone: a PIN by the rules in force, and on a joined phone the Hello key that
    /// Azure AD sign-in uses (csp.md section 2: joining forces every user to create a passcode).
    private mutating func setUp(now: Instant) {
        if profile.hasPIN, let pin = try? PINGenerator.generate(pinRequirements, history: [], using: &random) {
            lockScreen.replacePIN(with: pin, emptyingHistory: true, now: now)
        }
        if join != nil {
            hello.addKey(named: HelloKey.azureADSignIn, now: now, using: &random)
        }
        if let account = profile.enrolled {
            let node: [NodeName] = ["Vendor", "MSFT", "DMClient", "Provider", NodeName(account.provider)]
            tree.set(nil, at: node, in: .device)
            tree.set(.chr(account.server), at: node + ["ManagementServiceAddress"], in: .device)
            tree.set(.chr(account.enrollmentType), at: node + ["EnrollmentType"], in: .device)
        }
        reviewProtector(now: now)
    }

    /// Puts the phone back to the state of the factory: everything is gone but what the device itself is.
    mutating func wipe(now: Instant) {
        let effects = effects + [.wiped]
        let deviceID = deviceID
        self = Phone(blank: blueprint.factory, seed: random.next(), now: now)
        self.deviceID = deviceID
        self.effects = effects
        self[RemoteWipeProvider.Wipes.self].last = now
        loginStatus = .none
    }
}
