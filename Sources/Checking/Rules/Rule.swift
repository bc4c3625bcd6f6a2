/// Something that `check` looks for, as data: what it is called, what it means, and a payload that shows it.
package struct Rule: Sendable {
    /// In lower case with hyphens, such as `unknown-path`.
    package let id: String
    package let severity: Severity
    package let title: String
    package let page: Page
    /// A payload of which the rule has something to say.
    package let broken: Payload
    /// One of which it has not.
    package let sound: Payload
    /// The phone on which they show it.
    package let stage: Stage

    /// A phone that an example needs.
    package enum Stage: Sendable, CaseIterable {
        /// A fresh one of the default profile.
        case usual
        case notJoined
        case withoutPIN
        /// One that has been enrolled with a server.
        case enrolled
        /// A desktop, which takes ADMX files.
        case desktop
    }

    /// What there is to read of a rule.
    package struct Page: Equatable, Sendable {
        package let meaning: String
        package let reason: String
        package let remedy: String
    }

    init(
        _ id: String, _ severity: Severity, _ title: String, meaning: String, reason: String, remedy: String,
        broken: Payload, sound: Payload, on stage: Stage = .usual
    ) {
        self.id = id
        self.severity = severity
        self.title = title
        page = Page(meaning: meaning, reason: reason, remedy: remedy)
        self.broken = broken
        self.sound = sound
        self.stage = stage
    }

    /// Whether it says that a file is no payload at all.
    package var isAboutFile: Bool { Self.ofFiles.contains { $0.id == id } }

    /// The rule of an id, in any case of letters.
    package static func named(_ id: String) -> Rule? { all.first { $0.id == id.lowercased() } }

    /// Every rule there is, those of files first.
    package static let all: [Rule] =
        [
            ofFiles, ofAddresses, ofCommands, ofContainers, ofEffects, ofValues, ofSpelling, ofShape, ofMessages,
            ofProvisioning, ofDescriptions,
        ].flatMap { $0 }
}

extension Rule: Equatable {
    package static func == (left: Rule, right: Rule) -> Bool { left.id == right.id }
}
