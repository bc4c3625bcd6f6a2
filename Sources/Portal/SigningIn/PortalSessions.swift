package import Administration
package import Notation

/// Who is signed in to the portal: each session has an end, and all together have a limit.
package struct PortalSessions: Sendable {
    /// So many at once; of more the one goes that was used longest ago.
    package static let most = 1_000
    /// Minutes without a request after which a session is over.
    package static let idleMinutes = 30
    /// Minutes after which it is over, whatever was done in it.
    package static let wholeMinutes = 8 * 60

    private struct Entry: Sendable {
        var visitor: PortalVisitor
        var began: Instant
        var used: Instant

        func isOver(at now: Instant) -> Bool {
            now >= used.adding(minutes: PortalSessions.idleMinutes)
                || now >= began.adding(minutes: PortalSessions.wholeMinutes)
        }
    }

    private var entries: [String: Entry] = [:]

    package init() {}

    /// How many there are, those among them that are over and nobody has asked for since.
    package var count: Int { entries.count }

    /// Begins a session.
    /// - Parameters:
    ///   - name: the user principal name.
    ///   - passwordDigest: of the hash of the password that they have signed in with.
    ///   - random: so many octets that nobody can guess.
    /// - Returns: what the browser keeps, and nobody else may know.
    package mutating func begin(
        _ name: String, of tenant: ObjectID, passwordDigest: [UInt8]? = nil, at now: Instant, random: (Int) -> [UInt8]
    ) -> String {
        entries = entries.filter { !$0.value.isOver(at: now) }
        if entries.count >= Self.most, let oldest = entries.min(by: { $0.value.used < $1.value.used })?.key {
            entries[oldest] = nil
        }
        let key = random(32).hexadecimal()
        let visitor = PortalVisitor(
            name: name, tenant: tenant, formToken: random(32).hexadecimal(), passwordDigest: passwordDigest)
        entries[key] = Entry(visitor: visitor, began: now, used: now)
        return key
    }

    /// Whose session it is; nil for one that is over or never was.
    /// - Parameter isWatching: whether a script asks by itself, which keeps nobody signed in.
    package mutating func visitor(_ key: String?, at now: Instant, isWatching: Bool = false) -> PortalVisitor? {
        guard let key, let entry = entries[key] else { return nil }
        guard !entry.isOver(at: now) else {
            entries[key] = nil
            return nil
        }
        if !isWatching { entries[key]?.used = now }
        return entry.visitor
    }

    /// Ends a session, if there is one of that key.
    package mutating func end(_ key: String?) {
        if let key { entries[key] = nil }
    }
}
