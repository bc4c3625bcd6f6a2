package import Notation

/// That somebody did something that others may ask about later: a reading of a passcode or of other secrets, an action, consent,
/// a role.
package struct AuditEvent: TableRow {
    package enum Activity: String, Codable, Sendable, CaseIterable {
        case passcodeRead
        /// Secrets in the messages of a device.
        case secretsShown
        case actionRequested
        case actionCanceled
        case consentGiven
        case consentRevoked
        case roleGiven
        case roleTaken
    }

    package var id: ObjectID
    package var activity: Activity
    package var activityDateTime: Instant
    /// Who did it.
    package var initiatedBy: String
    /// What it was done to: a device, a service principal, a user.
    package var target: ObjectID
    /// What exactly, in a word: an action's name, an application's, a user's.
    package var detail: String
    /// How often it was done in a row, which a script may do each minute, and when last.
    package var count = 1
    package var lastDateTime: Instant

    package var keys: [String] { [target.rawValue] }

    /// Readings of one secret by one reader are one entry as long as no more than so much time lies between two.
    fileprivate static let minutesBetweenReadings = 10
}

extension Tenant {
    /// Notes that a passcode was read.
    mutating func auditReading(of passcode: ShownPasscode, _ occasion: Occasion) {
        auditReading(.passcodeRead, passcode.device, passcode.id.rawValue, occasion)
    }

    /// Notes that somebody was shown the secrets in a device's messages.
    /// - Parameter detail: in what, in a word.
    package mutating func auditShownSecrets(of device: ObjectID, in detail: String, _ occasion: Occasion) {
        auditReading(.secretsShown, device, detail, occasion)
    }

    /// Who reads it again and again does not push out of the list what others have done.
    private mutating func auditReading(
        _ activity: AuditEvent.Activity, _ device: ObjectID, _ detail: String, _ occasion: Occasion
    ) {
        let last = audits.rows(ofKey: device.rawValue).last {
            $0.activity == activity && $0.detail == detail && $0.initiatedBy == occasion.actor
        }
        guard var last, occasion.now <= last.lastDateTime.adding(minutes: AuditEvent.minutesBetweenReadings) else {
            return audit(activity, device, detail, occasion)
        }
        last.count += 1
        last.lastDateTime = max(last.lastDateTime, occasion.now)
        audits.put(last)
    }

    /// Notes that something was done.
    mutating func audit(_ activity: AuditEvent.Activity, _ target: ObjectID, _ detail: String, _ occasion: Occasion) {
        audits.put(
            AuditEvent(
                id: occasion.newID(), activity: activity, activityDateTime: occasion.now, initiatedBy: occasion.actor,
                target: target, detail: detail, lastDateTime: occasion.now))
        audits.keepNewest(AdministrationBounds.audits)
    }
}
