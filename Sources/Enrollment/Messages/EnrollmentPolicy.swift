import Certificates
import XML

/// GetPoliciesResponse: what is asked of the key and of the request's signature. Everything else in it is of no use
/// to a phone (MS-MDE2 3.3.4.1.1.2; MS-XCEP 3.1.4.1.1.2).
struct EnrollmentPolicy: Equatable, Sendable {
    /// For a key of RSA.
    var bits: Int
    /// Nil where the policy leaves it open.
    var hash: HashAlgorithm?

    /// The size of a phone's key where nobody asks for a larger one; also that of a server without a policy service.
    static let standard = EnrollmentPolicy(bits: 2048, hash: nil)

    static func read(_ answer: inout SOAPAnswer) throws(EnrollmentFailure) -> EnrollmentPolicy {
        let response = try answer.element("GetPoliciesResponse")
        let policy = response.descendant("policy")
        if policy == nil {
            answer.note(
                .noPolicies,
                "There is no policy in it: the phone makes its request as where there is no policy service.",
                at: response)
        }
        let attributes = policy?.first("attributes")
        let length = attributes?.first("privateKeyAttributes")?.first("minimalKeyLength")?.value
        let reference = attributes?.first("hashAlgorithmOIDReference")?.value
        return EnrollmentPolicy(
            bits: try bits(minimum: length), hash: try hash(reference, in: response))
    }

    private static func bits(minimum: String?) throws(EnrollmentFailure) -> Int {
        guard let minimum else { return standard.bits }
        guard let bits = Int(minimum), bits > 0, bits <= SigningKey.sizes.upperBound, bits % 8 == 0 else {
            throw EnrollmentFailure(
                .unusablePolicy, .policy,
                "The policy's minimalKeyLength is \(minimum): let it be a multiple of 8 up to "
                    + "\(SigningKey.sizes.upperBound).")
        }
        return max(bits, standard.bits)
    }

    /// The reference names an entry of the list `oIDs`. One that names none leaves the matter open, as a real server
    /// does.
    private static func hash(
        _ reference: String?, in response: XMLElement
    ) throws(EnrollmentFailure) -> HashAlgorithm? {
        guard let reference else { return nil }
        let entries = response.descendant("oIDs")?.all("oID") ?? []
        let entry = entries.first { $0.first("oIDReferenceID")?.value == reference }
        guard let oid = entry?.first("value")?.value else { return nil }
        guard let hash = hashes[oid] else {
            throw EnrollmentFailure(
                .unusablePolicy, .policy,
                "The policy asks for the hash algorithm \(oid), which is neither SHA-1 nor SHA-256: let it ask for "
                    + "2.16.840.1.101.3.4.2.1.")
        }
        return hash
    }

    /// The digests' own numbers, and those of the signatures with them, of which the samples use RSA's as well.
    private static let hashes: [String: HashAlgorithm] = [
        "1.3.14.3.2.26": .sha1, "1.3.14.3.2.29": .sha1, "1.2.840.113549.1.1.5": .sha1,
        "2.16.840.1.101.3.4.2.1": .sha256, "1.2.840.113549.1.1.11": .sha256,
        "1.2.840.10045.4.3.2": .sha256,
    ]
}
