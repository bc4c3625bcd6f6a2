import HashTreeCollections

/// The certificates of the phone, apart from its account (Microsoft, *CertificateStore CSP* and *RootCATrustedCertificates
/// CSP*): enrolment and servers write here, TLS and signing read from here.
///
/// A value: copies share what they have in common. A certificate is found in one step, however many there are.
package struct CertificateStore: Sendable {
    /// The stores of Windows. Those of the device are seen through both CSPs, so each stands here once.
    package enum Location: String, Codable, Sendable, CaseIterable {
        case root = "Root/System"
        case intermediate = "CA/System"
        case user = "My/User"
        case system = "My/System"
        case trustedPublisher = "TrustedPublisher"
        case trustedPeople = "TrustedPeople"
        /// Those of the user who is signed in.
        case userIntermediate = "User/CA"
        case userTrustedPublisher = "User/TrustedPublisher"
        case userTrustedPeople = "User/TrustedPeople"
    }

    private var known: TreeDictionary<Key, Entry> = [:]
    private var nextPlace: Int64 = 0
    /// That of `enrollmentIdentity`.
    private var ownKey: Key?
    /// What the certificates take of the phone's storage, in octets.
    package private(set) var size = 0

    private struct Key: Hashable {
        var location: Location
        var thumbprint: String
    }

    package init() {}

    /// The store as it was kept; each certificate has its place already.
    package init(restoring entries: [Entry]) {
        for entry in entries {
            put(entry)
            nextPlace = max(nextPlace, entry.place + 1)
        }
    }

    /// Puts a certificate in; the same one in the same store is replaced.
    package mutating func install(_ entry: Entry) {
        var entry = entry
        entry.place = nextPlace
        nextPlace += 1
        put(entry)
    }

    mutating func put(_ entry: Entry) {
        let key = Key(location: entry.location, thumbprint: entry.thumbprint)
        let old = known.updateValue(entry, forKey: key)
        size += entry.size - (old?.size ?? 0)
        if entry.isOfEnrollment, entry.place >= enrollmentIdentity?.place ?? 0 {
            ownKey = key
        } else if key == ownKey {
            findOwnKey()
        }
    }

    private mutating func findOwnKey() {
        ownKey = entries.last { $0.isOfEnrollment }.map { Key(location: $0.location, thumbprint: $0.thumbprint) }
    }

    /// Takes out a certificate.
    /// - Parameter thumbprint: forty hexadecimal digits in upper case.
    package mutating func remove(_ thumbprint: String, from location: Location) {
        let key = Key(location: location, thumbprint: thumbprint)
        let old = known.removeValue(forKey: key)
        size -= old?.size ?? 0
        if key == ownKey { findOwnKey() }
    }

    /// Takes out what the account has brought: its own certificates, and those that its server has installed.
    package mutating func removeThoseOfAccount() {
        for entry in entries where entry.origin != .other { remove(entry.thumbprint, from: entry.location) }
    }

    /// - Parameter thumbprint: forty hexadecimal digits in upper case.
    package func entry(_ thumbprint: String, in location: Location) -> Entry? {
        known[Key(location: location, thumbprint: thumbprint)]
    }

    /// All certificates in the order in which they came.
    package var entries: [Entry] { known.values.sorted { $0.place < $1.place } }

    package func certificates(in location: Location) -> [Entry] {
        entries.filter { $0.location == location }
    }

    /// The certificates of the phone's own, to each of which it has the key, in the order in which they came.
    package var identities: [Entry] { entries.filter { $0.privateKey != nil } }

    /// The certificate by which the phone is enrolled, the newest one: it is the one to renew.
    package var enrollmentIdentity: Entry? { ownKey.flatMap { known[$0] } }
}

extension CertificateStore: Equatable {
    /// What comes next is no part of it: a store that was kept may count on from another number.
    package static func == (left: CertificateStore, right: CertificateStore) -> Bool { left.known == right.known }
}
