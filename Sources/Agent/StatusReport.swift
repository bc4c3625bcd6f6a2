package import Notation
package import SimulatedPhone

/// What a person sees who looks at the phone, as `status` and the control API tell it.
package struct StatusReport: Codable, Equatable, Sendable {
    /// A policy of which there is something to know.
    package struct PolicyNote: Codable, Equatable, Sendable {
        package var uri: String
        package var value: String
        package var note: String
    }

    package var model: String
    package var build: String
    package var deviceID: String
    package var tenant: String?
    package var user: String?
    package var isLocked: Bool
    package var hasPIN: Bool
    package var pin: String?
    package var pinSetAt: String?
    package var isPINExpired: Bool
    package var failedAttempts: Int
    package var helloKeys: [String]
    package var pinRules: PINRules
    /// What is wrong with the PIN by these rules, where a policy came after it.
    package var pinViolations: [String]
    /// nil where LockAndRecoverPIN has all it needs, of the phone and, as far as it is known, of the PIN reset service.
    package var recoveryObstacle: String?
    /// What is not known of the PIN reset service before a reset asks it; nil where all is known.
    package var recoveryNote: String?
    /// Every policy that was written and has no effect, or another than its value says, with why.
    package var policyNotes: [PolicyNote]
    /// What the phone has still to do.
    package var jobs: [WaitingJob]
    /// What the phone has to tell its server.
    package var alerts: [WaitingAlert]
    /// What a person sees of each CSP.
    package var sights: [Sight]
    /// What CSPs remember beside their nodes, in the order of their names.
    package var memory: [Memory]
    /// nil for a phone that is not enrolled.
    package var enrollment: Enrollment?

    private enum CodingKeys: String, CodingKey {
        case model, build, deviceID, tenant, user, isLocked, hasPIN, pin, pinSetAt, isPINExpired, failedAttempts,
            helloKeys, pinRules, pinViolations, recoveryObstacle, recoveryNote, policyNotes, jobs, alerts, sights,
            memory
        case enrollment = "enrolment"
    }

    /// Something that the phone does after an answer.
    package struct WaitingJob: Codable, Equatable, Sendable {
        package var csp: String
        package var order: String
        package var due: String
        package var isBegun: Bool
        package var isAway: Bool
    }

    /// A generic alert that no server has acknowledged yet.
    package struct WaitingAlert: Codable, Equatable, Sendable {
        package var type: String
        package var format: String
        package var data: String
        package var source: String?
    }

    /// What a person sees of one CSP: its name, and a sentence.
    package struct Sight: Codable, Equatable, Sendable {
        package var csp: String
        package var text: String
    }

    /// What one CSP remembers: its name, and JSON.
    package struct Memory: Codable, Equatable, Sendable {
        package var key: String
        package var value: String
    }

    /// The account with the management server.
    package struct Enrollment: Codable, Equatable, Sendable {
        package var provider: String
        package var server: String
        package var user: String
        package var type: String
        package var since: String
        package var scheduledSessions: Int
        package var lastScheduledSession: String?
        /// The end of the certificate that the phone shows its server; nil where it has none.
        package var certificateUntil: String?
        /// Why that certificate is never renewed; nil where the phone knows whom to ask.
        package var renewalObstacle: String?
        /// Where the account came from, and the phone's certificate with its key; nil where nobody noted it.
        package var document: String?
        package var certificate: String?
        /// Whether the server wants the account to end and has not been told that it did.
        package var isEnding: Bool
    }

    /// - Parameters:
    ///   - recoveryObstacle: why LockAndRecoverPIN would fail, the PIN reset service included.
    ///   - recoveryNote: what is not known of that service.
    package init(
        _ phone: Phone, now: Instant, showingPIN: Bool, recoveryObstacle: String?, recoveryNote: String? = nil
    ) {
        let screen = phone.lockScreen
        let requirements = phone.pinRequirements
        model = "\(phone.profile.manufacturer) \(phone.profile.model)"
        build = phone.profile.build
        deviceID = phone.deviceID
        tenant = phone.join?.tenant
        user = phone.join?.user
        isLocked = screen.isLocked
        hasPIN = screen.pin != nil
        pin = showingPIN ? screen.pin?.text : nil
        pinSetAt = screen.pinSetAt?.text
        isPINExpired = screen.isPINExpired(now: now, days: requirements.expirationDays.value)
        failedAttempts = screen.failedAttempts
        helloKeys = phone.hello.keys.map(\.name)
        pinRules = PINRules(requirements, phone.deviceLockPolicy)
        pinViolations = screen.pin.map { requirements.violations(of: $0, history: []).map(\.description) } ?? []
        self.recoveryObstacle = recoveryObstacle
        self.recoveryNote = recoveryNote
        policyNotes = phone.notedNodes.flatMap { node in
            node.notes.map {
                PolicyNote(uri: node.uri, value: SecretNode.told(node.value, of: node.uri), note: $0.text)
            }
        }
        jobs = phone.jobs.map {
            WaitingJob(csp: $0.csp, order: $0.order, due: $0.due.text, isBegun: $0.isBegun, isAway: $0.isAway)
        }
        alerts = phone.outbox.entries.map(\.alert).map {
            WaitingAlert(type: $0.type, format: $0.format, data: $0.data, source: $0.source)
        }
        sights = ConfigurationServiceProvider.all.flatMap { csp in
            csp.provider.sights(in: phone).map { Sight(csp: csp.name, text: $0) }
        }
        let names = Set(ConfigurationServiceProvider.all.map(\.name))
        memory = phone.memory.values.filter { names.contains($0.key) }.sorted { $0.key < $1.key }
            .map { Memory(key: $0.key, value: String(decoding: $0.value, as: UTF8.self)) }
        enrollment = phone.enrolled.map { Enrollment($0, identity: phone.shownIdentity) }
    }
}

extension StatusReport.Enrollment {
    init(_ enrolled: Enrolled, identity: CertificateStore.Entry?) {
        provider = enrolled.account.providerID
        server = enrolled.account.address
        user = enrolled.account.user
        type = enrolled.account.enrollmentType.rawValue
        since = enrolled.since.text
        scheduledSessions = enrolled.polls.count
        lastScheduledSession = enrolled.polls.last?.text
        certificateUntil = identity.map { Instant(seconds: $0.notAfter).text }
        renewalObstacle = enrolled.renewalObstacle
        document = enrolled.origin?.document
        certificate = enrolled.origin?.certificate
        isEnding = enrolled.isUnenrolling
    }
}
