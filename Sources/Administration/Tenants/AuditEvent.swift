package import Notation

/// That somebody did something that others may ask about later: a reading of a passcode, an action, consent.
package struct AuditEvent: TableRow {
    package enum Activity: String, Codable, Sendable, CaseIterable {
        case passcodeRead
        case actionRequested
        case actionCanceled
        case consentGiven
        case consentRevoked
    }

    package var id: ObjectID
    package var activity: Activity
    package var activityDateTime: Instant
    /// Who did it.
    package var initiatedBy: String
    /// What it was done to: a device, a service principal.
    package var target: ObjectID
    /// What exactly, in a word: an action's name, an application's.
    package var detail: String
}

extension Tenant {
    /// Notes that something was done.
    mutating func audit(_ activity: AuditEvent.Activity, _ target: ObjectID, _ detail: String, _ occasion: Occasion) {
        audits.put(
            AuditEvent(
                id: occasion.newID(), activity: activity, activityDateTime: occasion.now, initiatedBy: occasion.actor,
                target: target, detail: detail))
        audits.keepNewest(AdministrationBounds.audits)
    }
}
