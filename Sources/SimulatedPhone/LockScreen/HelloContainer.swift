package import Notation

/// The Windows Hello key container, which the PIN opens: the keys, and the protector by which the PIN reset service can
/// open it as well.
///
/// The phone keeps it in step with the lock screen: open while the phone is unlocked.
package struct HelloContainer: Codable, Equatable, Sendable {
    /// The keys, in the order in which they were made.
    package private(set) var keys: [HelloKey] = []
    /// Whether the container is open, because the PIN was typed and the screen has not locked since.
    package private(set) var isUnlocked: Bool
    /// What the PIN reset service can open the container with, if there is such a thing.
    package private(set) var protector: PINResetProtector?

    /// A container without a protector, open unless told otherwise.
    package init(isUnlocked: Bool = true) {
        self.isUnlocked = isUnlocked
    }

    /// The right PIN was typed, or there is none yet. A review of the protector belongs after this.
    package mutating func open() {
        isUnlocked = true
    }

    /// The screen has locked.
    package mutating func close() {
        isUnlocked = false
    }

    /// Puts a key into the container, in the place of one with the same id.
    package mutating func add(_ key: HelloKey) {
        keys.removeAll { $0.id == key.id }
        keys.append(key)
    }

    /// Makes a key with a new id and puts it into the container.
    @discardableResult
    package mutating func addKey(named name: String, now: Instant, using generator: inout SeededGenerator) -> HelloKey {
        let key = HelloKey(id: generator.uuid(), name: name, createdAt: now)
        add(key)
        return key
    }

    /// Deletes every key.
    ///
    /// Inferred: the protector stays. It opens the container, not a key, and a phone whose PIN was reset must be able
    /// to recover the next one; the design drops it only with the policy.
    package mutating func deleteKeys() {
        keys = []
    }

    /// Binds the container to a new PIN that nobody has typed yet, which closes it. The protector stays (see
    /// `deleteKeys()`).
    ///
    /// - Parameter keepingKeys: true for LockAndRecoverPIN, false for LockAndResetPIN (RemoteLock CSP; csp.md
    ///   section 3).
    package mutating func rekey(keepingKeys: Bool) {
        if !keepingKeys { deleteKeys() }
        close()
    }

    /// The PIN reset service has opened the container: the ticket for it is used up.
    package mutating func countOpening() {
        protector?.openings += 1
    }

    /// Makes or drops the protector as the design says (*protector*): it is made when a PIN exists, EnablePinRecovery
    /// is effective and the container is open; it is dropped when the policy is off, or the PIN gone. To be called
    /// after everything that may change one of these: a policy written, a PIN set, the phone unlocked.
    ///
    /// A protector for another tenant than the present one is of no use: it is dropped, and made anew where it can be.
    ///
    /// - Parameters:
    ///   - hasPIN: whether the phone has a PIN.
    ///   - recoveryTenant: the tenant for which EnablePinRecovery is effective, a GUID; nil where it is not.
    ///   - now: what time it is.
    ///   - generator: gives the new protector its id; left alone where none is made.
    /// - Returns: what happened to the protector.
    @discardableResult
    package mutating func reviewProtector(
        hasPIN: Bool,
        recoveryTenant: String?,
        now: Instant,
        using generator: inout SeededGenerator
    ) -> ProtectorChange {
        let before = protector
        let tenant = recoveryTenant?.lowercased()
        if !hasPIN || protector?.tenant != tenant { protector = nil }
        if let tenant, hasPIN, isUnlocked, protector == nil {
            protector = PINResetProtector(id: generator.uuid(), tenant: tenant, createdAt: now)
            return .made
        }
        return before != nil && protector == nil ? .dropped : .none
    }

    /// What a review did to the protector.
    package enum ProtectorChange: Equatable, Sendable {
        case none, made, dropped
    }
}

/// A key in the Hello container, such as the one that signs the user in to Azure AD.
package struct HelloKey: Codable, Equatable, Sendable {
    /// A GUID in lower case.
    package let id: String
    /// What the key is for, in words.
    package let name: String
    package let createdAt: Instant

    package init(id: String, name: String, createdAt: Instant) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
    }

    /// The name of the key that comes with joining Azure AD.
    package static let azureADSignIn = "Azure AD sign-in"
}

/// What lets the PIN reset service open the container: a secret that only the service can read, kept on the phone
/// (csp.md section 4).
package struct PINResetProtector: Codable, Equatable, Sendable {
    /// A GUID in lower case, by which tickets name the protector.
    package let id: String
    /// The tenant whose policy asked for it: a GUID in lower case.
    package let tenant: String
    package let createdAt: Instant
    /// How often the container was opened with it. Each ticket is for one opening.
    package fileprivate(set) var openings = 0

    package init(id: String, tenant: String, createdAt: Instant) {
        self.id = id
        self.tenant = tenant.lowercased()
        self.createdAt = createdAt
    }

    private enum CodingKeys: String, CodingKey {
        case id, tenant, createdAt, openings
    }

    /// Phones that were kept before do not say how often; their protectors were made when nobody counted.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try container.decode(String.self, forKey: .id),
            tenant: try container.decode(String.self, forKey: .tenant),
            createdAt: try container.decode(Instant.self, forKey: .createdAt))
        openings = try container.decodeIfPresent(Int.self, forKey: .openings) ?? 0
    }
}
