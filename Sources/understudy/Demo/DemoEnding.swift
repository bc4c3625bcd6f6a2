import ArgumentParser

/// The other ends of the story: what `demo --fail` shows.
enum DemoEnding: String, CaseIterable, Encodable, ExpressibleByArgument, Sendable {
    case noConsent = "no-consent"
    case oneConsent = "one-consent"
    case recoveryOff = "recovery-off"
    case notUnlocked = "not-unlocked"
    case serviceDenies = "service-denies"
    case unsupportedPlatform = "unsupported-platform"

    /// What is otherwise in this story.
    var summary: String {
        switch self {
        case .noConsent: "nobody has consented to the PIN reset service"
        case .oneConsent: "the administrator has consented to one of its two applications"
        case .recoveryOff: "the policy EnablePinRecovery is false"
        case .notUnlocked: "the phone has not been unlocked since the policy came"
        case .serviceDenies: "the PIN reset service gives nobody a ticket"
        case .unsupportedPlatform: "the device is a PC"
        }
    }

    /// What must be in the reason for the story to have come to this end.
    var reason: String {
        switch self {
        case .noConsent: "has not consented to Microsoft Pin Reset Service Production"
        case .oneConsent: "has not consented to Microsoft Pin Reset Client Production"
        case .recoveryOff: "EnablePinRecovery is not true"
        case .notUnlocked: "made when the phone is next unlocked"
        case .serviceDenies: "deny every ticket"
        case .unsupportedPlatform: "runs Windows on a PC"
        }
    }
}
