import Agent
import Enrollment
import Lab
import Notation
import PINReset
import Session
import SimulatedPhone

/// The story of a reset passcode, from consent to the new PIN, as it happens.
struct DemoStory {
    /// Which end it takes; nil for the good one.
    let ending: DemoEnding?
    let lab: RunningLab
    let agent: DeviceAgent
    let people: DemoPeople
    let wire: DemoWire
    /// Told each step when it is over.
    let tell: @Sendable (DemoStep) -> Void

    private var report: DemoReport
    /// How many events of the phone have been told.
    private var lastEvent = 0

    init(
        _ ending: DemoEnding?, _ lab: RunningLab, _ agent: DeviceAgent, _ wire: DemoWire,
        _ people: DemoPeople, tell: @escaping @Sendable (DemoStep) -> Void
    ) {
        (self.ending, self.lab, self.agent, self.wire, self.people) = (ending, lab, agent, wire, people)
        self.tell = tell
        report = DemoReport(url: lab.baseURL, fail: ending)
    }

    /// Tells the whole story.
    /// - Throws: where it does not come to the end that it should.
    mutating func run() async throws -> DemoReport {
        let begun = ContinuousClock.now
        try await consent()
        let phone = try await enrol()
        let old = phone.lockScreen.pin?.text ?? ""
        if ending == .unsupportedPlatform {
            try await refuse()
        } else {
            try await sendPolicy(phone)
            if ending != .notUnlocked { try await unlock(with: old) }
            try await reset()
            try await ending == nil ? typeBoth(old) : typeOld(old)
        }
        report.seconds = (begun.duration(to: .now) / .milliseconds(1)).rounded() / 1000
        return report
    }

    private mutating func step(_ kind: DemoStep.Kind, _ text: String) {
        let events = agent.events.recent(after: lastEvent)
        lastEvent = events.last?.number ?? lastEvent
        let step = DemoStep(
            kind: kind, text: text, wire: wire.take(), answers: events.compactMap(DemoText.answer))
        report.steps.append(step)
        tell(step)
    }

    // MARK: The steps

    private mutating func consent() async throws {
        let applications: [PINResetApplication] =
            switch ending {
            case .noConsent: []
            case .oneConsent: [.service]
            default: PINResetApplication.allCases
            }
        for application in applications {
            try await people.consent(to: application)
            step(.consent, "The administrator accepts \(application.name).")
        }
        if applications.isEmpty {
            step(.consent, "Nobody consents to the applications of the PIN reset service.")
        }
    }

    private mutating func enrol() async throws -> Phone {
        let user = await agent.phone.join?.user ?? ""
        let token = try await people.token(of: user)
        try await agent.enroll(
            EnrollmentOrder(discoveryURL: lab.discoveryURL, user: user, credential: .token(token)))
        try await expectSession()
        try await agent.lock()
        let phone = await agent.phone
        step(
            .enrol,
            "The \(phone.profile.model) of \(user) (\(phone.profile.build)) enrols; then its user locks it."
        )
        return phone
    }

    private mutating func sendPolicy(_ phone: Phone) async throws {
        let tenant = phone.join?.tenant ?? ""
        let isOn = ending != .recoveryOff
        let profile = try await people.makeProfile(recovery: isOn, tenant: tenant)
        step(
            .policy,
            "The administrator makes a custom profile: EnablePinRecovery is \(isOn) for the directory \(tenant)."
        )
        let user = phone.join?.user ?? ""
        try await people.assign(profile, toGroup: "Phones", of: user)
        step(
            .assign, "The administrator assigns it to the group Phones, and puts \(user) into the group.")
        try await expectSession()
        step(.sync, "The phone comes by and takes the custom profile.")
    }

    private mutating func unlock(with pin: String) async throws {
        let outcome = try await agent.unlock(pin: pin)
        guard outcome.isOpen else { throw DemoPeople.otherwise("the phone does not open: \(outcome)") }
        let obstacle = await agent.phone.recoveryObstacle
        step(
            .unlock,
            "The user unlocks it with their PIN, \(pin). "
                + (obstacle == nil
                    ? "Now the phone is ready for PIN recovery." : "It is not ready for PIN recovery."))
        try await agent.lock()
    }

    private mutating func refuse() async throws {
        let reason = try await people.resetPasscode(of: try await people.device())
        step(
            .reset, "The administrator chooses Reset passcode, and is refused before anything is sent.")
        try end(reason)
    }

    private mutating func reset() async throws {
        if let refusal = try await people.resetPasscode(of: try await people.device()) {
            throw DemoPeople.otherwise(refusal)
        }
        step(.reset, "The administrator chooses Reset passcode.")
        try await expectSession()
        let failed = agent.events.recent(after: lastEvent).last {
            $0.command == "Exec" && $0.status != 200
        }
        guard ending != nil else {
            if let text = failed?.text { throw DemoPeople.otherwise(text) }
            return step(
                .sync, "The phone comes by, gets a ticket from the PIN reset service, and makes a new PIN.")
        }
        step(.sync, "The phone comes by, and makes no new PIN.")
        try end(failed.flatMap { DemoText.reason($0) })
    }

    /// Where the story ends otherwise, it must be for the reason that was asked for.
    private mutating func end(_ reason: String?) throws {
        guard let reason, let ending, reason.contains(ending.reason) else {
            throw DemoPeople.otherwise(reason ?? "there was no reason not to make a new PIN")
        }
        report.reason = reason
        step(.end, "Why: \(reason)")
    }

    private mutating func typeBoth(_ old: String) async throws {
        guard let new = try await people.passcode(of: try await people.device()) else {
            throw DemoPeople.otherwise("the lab has no passcode")
        }
        report.passcode = new
        step(.passcode, "The administrator reads the new passcode, \(new), and tells the user.")
        let refused = try await agent.unlock(pin: old)
        guard !refused.isOpen else { throw DemoPeople.otherwise("the old PIN opens the phone") }
        step(.oldPIN, "The old PIN, \(old), is refused.")
        let opened = try await agent.unlock(pin: new)
        guard opened.isOpen else { throw DemoPeople.otherwise("the new PIN does not open the phone") }
        step(.newPIN, "The new one, \(new), opens the phone. Its keys are still there.")
    }

    private mutating func typeOld(_ old: String) async throws {
        let opened = try await agent.unlock(pin: old)
        guard opened.isOpen else { throw DemoPeople.otherwise("the old PIN does not open the phone") }
        step(.oldPIN, "The old PIN, \(old), still opens the phone: nothing has changed.")
    }

    private func expectSession() async throws {
        let session = try await agent.sync()
        guard session.outcome == .completed else {
            throw DemoPeople.otherwise("a session ended as \(session.outcome.label)")
        }
    }
}
