/// The digests that an enrolment policy may ask for under a signature (MS-XCEP, OIDs of group 1;
/// protocol.md 6.5).
package enum HashAlgorithm: String, Equatable, Sendable {
    case sha1
    case sha256
}
